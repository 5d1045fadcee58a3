#include <doctest/doctest.h>

#include "util/text.hpp"

using namespace myatlas;
using namespace myatlas::util;

TEST_CASE("text is cleaned as French files need it")
{
  CHECK(trim("\xC2\xA0 a b\xE2\x80\xAF\t") == "a b");
  CHECK(without_blanks("12\xE2\x80\xAF"
                       "34.5",
                       ".") == "12345");
  CHECK(without_blanks("\xEF\xBC\x91\xEF\xBC\x92") == "12"); // full-width digits
  CHECK(fold("N° SIRET") == "n_siret");
  CHECK(fold("Numéro de l'œuvre") == "numero_de_l_oeuvre");
  CHECK(fold("Nume\xCC\x81ro") == "numero"); // NFD
  CHECK(is_utf8("é"));
  CHECK_FALSE(is_utf8("\xE9"));
  CHECK_FALSE(is_utf8("\xED\xA0\x80")); // a surrogate
  CHECK(printable_and_seen("7\xE2\x80\x8B\xC2\xAD\x1b"
                           "0") == "7\\u200b\\u00ad\\u001b0");
  CHECK(printable("a\x1b[31m\xE2\x80\xAE") == "a\\u001b[31m\\u202e");
  CHECK(shown("a\tb\n\r\xD8\x9C") == "a\tb\n\\u000d\\u061c");
  CHECK(escaped_in_json("{\n \"a\": \"\x7F\"}") == "{\n \"a\": \"\\u007f\"}");
  CHECK(nearest("imprt", {"export", "import"}) == "import");
  CHECK(nearest("frobnicate", {"export", "import"}).empty());
  CHECK(edit_distance("ab", "ba") == 1);
}
