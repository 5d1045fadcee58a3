#include "operations/dossiers/request_documents.hpp"

#include <doctest/doctest.h>

#include "unit/operations/asker.hpp"

using namespace myatlas;
using namespace myatlas::operations;
using services::World;

TEST_CASE("a document is attached and listed")
{
  World world;
  const std::string number = world.sent();
  Asker anne(world.anne());
  const SentFile file = anne.files.add("devis.pdf", "%PDF-1.7 devis");
  const std::string sent =
    R"(, "file": {"name": "devis.pdf", "sha256": ")" + file.sha256 + R"("}})";
  const std::string named = R"({"request": ")" + number + '"';
  CHECK(anne.document("attach-document", named + R"(, "kind": "quote")" + sent)["position"] == 1);
  CHECK(anne.told("attach-document", named + R"(, "kind": "quote")" + sent) ==
        "file: document.attached devis.pdf 1");
  CHECK(anne.told("attach-document", named + R"(, "kind": "bill")" + sent)
          .starts_with("kind: document.use_unknown bill"));
  CHECK(services::codes_of(anne.ask("attach-document", "{}")) ==
        "field.required, field.required, field.required");
  CHECK(anne.document("list-documents", named + "}")["documents"].size() == 1);
  CHECK(anne.told("get-document", named + R"(, "position": 2})") ==
        "position: document.unknown " + number + " 2");
}
