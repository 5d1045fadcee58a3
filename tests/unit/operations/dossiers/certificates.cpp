#include "operations/dossiers/certificates.hpp"

#include <doctest/doctest.h>

#include "unit/operations/asker.hpp"

using namespace myatlas;
using namespace myatlas::operations;
using services::World;

TEST_CASE("a certificate is made, printed and listed")
{
  World world;
  const std::string number = world.accepted();
  world.on("2026-04-09");
  Asker paul(world.paul());
  CHECK(paul.told("upload-certificate", R"({"hours": 14})") == "request: field.required request");
  const SentFile file = paul.files.add("signed.pdf", "%PDF-1.7 signed");
  const auto made = services::done(paul.ask("upload-certificate", R"({"request": ")" + number +
                                                                    R"(", "hours": 14, "pdf": true,
     "representative": "Paul Petit", "role": "directeur", "place": "Paris",
     "file": {"name": "signed.pdf", "sha256": ")" + file.sha256 + R"("}})"));
  CHECK(made.document["number"] == "A2026-0000001");
  CHECK(made.file->name == "A2026-0000001.pdf");
  CHECK(made.file->bytes.starts_with("%PDF"));
  CHECK(paul.document("list-certificates", "{}")["certificates"].size() == 1);
  CHECK(paul.told("get-certificate", R"({"number": "A2026-0000009"})") ==
        "number: certificate.unknown A2026-0000009");
}

TEST_CASE("a certificate without a file has no original")
{
  World world;
  const std::string number = world.accepted();
  world.on("2026-04-09");
  world.certified(number, "14");
  Asker paul(world.paul());
  CHECK(paul.document("get-certificate", R"({"number": "a2026-0000001"})")["hours"] == "14.00");
  CHECK(paul.told("get-certificate", R"({"number": "A2026-0000001", "original": true})") ==
        "document.none A2026-0000001");
}

TEST_CASE("a certificate whose file did not come along is not made")
{
  World world;
  const std::string number = world.accepted();
  world.on("2026-04-09");
  Asker paul(world.paul());
  CHECK(
    paul.told("upload-certificate", R"({"request": ")" + number + R"(", "file": {"name": "a.pdf",
          "sha256": "00"}})") == "file: upload.unknown a.pdf");
}
