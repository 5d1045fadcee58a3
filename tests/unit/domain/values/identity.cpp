#include <doctest/doctest.h>

#include "domain/values/identity.hpp"

using namespace myatlas;
using namespace myatlas::domain;

TEST_CASE("only whole values are a person's")
{
  Identity person;
  person.add_email("ne@x.fr");
  person.add_phone("+33612345678");
  person.add_name("Zoé", "Zabulon");
  for (const char* text : {"ne@x.fr", "<NE@X.FR>", "\"ne@x.fr\"", "write to ne@x.fr.",
                           "tel:0612345678", "06 12 34 56 78", "+33612345678", "Zoé Zabulon",
                           "ZABULON Zoé", "ZOÉ ZABULON", "zoe zabulon", "Zoé Zabulon.pdf",
                           "+33 6 12 34 56 78", "(0)6-12-34-56-78", "0033612345678"}) {
    CHECK_MESSAGE(person.is_in(text), text);
  }
  for (const char* text : {"anne@x.fr", "ne@x.fr.example", "ne@x.frx", "a.ne@x.fr", "é-ne@x.fr",
                           "106123456789", "Zoé Zabulonne", "Zoé"}) {
    CHECK_MESSAGE(!person.is_in(text), text);
  }
  CHECK(person.without("ne@x.fr, anne@x.fr, ne@x.fr", "erased:1", Identity::What::addresses) ==
        "erased:1, anne@x.fr, erased:1");
}
