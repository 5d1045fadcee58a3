#include "texts/errors.hpp"

#include <doctest/doctest.h>

#include "texts/texts.hpp"

using namespace myatlas;
using namespace myatlas::texts;

TEST_CASE("the arguments of an error are told by the kinds of its code")
{
  const auto told = [](const util::Error& error) { return sentence_of(Texts(), error); };
  CHECK(told({"request.over_asked", {"1200.00", "1000.50"}}) ==
        "€1,200.00 is more than the €1,000.50 that was asked for");
  CHECK(told({"request.transition", {"D1", "ENGAGE", "ask", "refuse"}}) ==
        "Dossier D1 is in state Accepted (ENGAGE): \"admin ask-documents\" is not possible; "
        "possible from there: admin refuse-request");
  CHECK(told({"invoice.transition", {"F1", "REGLEE", "mend", "-"}}) ==
        "Invoice F1 is in state Paid (REGLEE): \"mend\" is not possible; possible from there: "
        "nothing any more");
  CHECK(told({"file.missing", {"2026-03-02"}}).starts_with("2026-03-02: "));
  CHECK(told({"no.such_code", {"x"}}) == "An error has no sentence: no.such_code");
}

TEST_CASE("a remedy begins with the word that was meant")
{
  const auto hint = [](const util::Error& error) { return hint_of(Texts(), error); };
  CHECK(hint({"scheme.unknown", {"pcd", "pdc, proa"}}).starts_with("Did you mean \"pdc\"? "));
  CHECK_FALSE(hint({"scheme.unknown", {"x", "pdc, proa"}}).starts_with("Did you mean"));
  CHECK_FALSE(hint({"scheme.unknown", {"x"}}).starts_with("Did you mean"));
}
