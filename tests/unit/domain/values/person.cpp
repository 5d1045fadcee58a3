#include <doctest/doctest.h>

#include "domain/values/person.hpp"

using namespace myatlas;
using namespace myatlas::domain;

TEST_CASE("addresses cannot smuggle a header")
{
  for (const char* wrong :
       {"a@b.fr\r\nBcc: c@d.fr", "a b@c.fr", "\"a\"@b.fr", "a@[127.0.0.1]", "a@b", "a@b.f",
        "a..b@c.fr", ".a@c.fr", "a@-b.fr", "a@b.fr>", "a@b@c.fr", ""}) {
    CAPTURE(wrong);
    CHECK_FALSE(EmailAddress::parse(wrong));
  }
  CHECK(EmailAddress::parse("Jean.Dupont@EXEMPLE.fr")->text() == "Jean.Dupont@exemple.fr");
}

TEST_CASE("telephone numbers overseas")
{
  const auto told = [](const char* text) {
    const auto number = PhoneNumber::parse(text);
    return number ? number->text() : number.error().code;
  };
  CHECK(told("0269 61 00 00") == "+262269610000");
  CHECK(told("0639 69 00 00") == "+262639690000");
  CHECK(told("+262 639 69 00 00") == "+262639690000");
  CHECK(told("0262 41 00 00") == "+262262410000");
  CHECK(told("+689 40 46 00 00") == "+68940460000");
  CHECK(told("00689 87 12 34 56") == "+68987123456");
  CHECK(told("+689 460000") == "phone.form");
  CHECK(told("+689 400460000") == "phone.form");
  CHECK(told("+687 25 00 00") == "+687250000");
  CHECK(told("+687 25 00 00 00") == "phone.form");
  CHECK(told("+687 250 000 000") == "phone.form");
  CHECK(told("+681 72 00 00") == "+681720000");
  CHECK(told("+508 41 00 00") == "+508410000");
}
