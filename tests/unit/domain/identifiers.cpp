#include <doctest/doctest.h>

#include "domain/account/password.hpp"
#include "domain/dossiers/document.hpp"
#include "domain/invoices/invoice.hpp"
#include "domain/values/bank.hpp"
#include "domain/values/full_name.hpp"
#include "domain/values/identity.hpp"
#include "domain/values/kinds_of_check.hpp"
#include "domain/values/person.hpp"
#include "domain/values/siret.hpp"

using namespace myatlas;
using namespace myatlas::domain;

TEST_CASE("Siret::parse")
{
  SUBCASE("blanks and dots are allowed, the value is kept without them")
  {
    CHECK(Siret::parse("732 829 320 00074")->digits() == "73282932000074");
    CHECK(Siret::parse("732.829.320.00074")->siren().digits() == "732829320");
  }
  SUBCASE("zeros in front are kept")
  {
    CHECK(Siret::parse("00617807300018")->digits() == "00617807300018");
  }
  SUBCASE("La Poste's obey a plain sum")
  {
    CHECK(Siret::parse("35600000049837"));
    CHECK(Siret::parse("35600000000048"));
    CHECK(Siret::parse("35600000035772").error().code == "siret.checksum");
  }
  SUBCASE("what is wrong is named")
  {
    CHECK(Siret::parse("73282932000075").error().code == "siret.checksum");
    CHECK(Siret::parse("7,32829E+13").error().code == "siret.scientific");
    CHECK(Siret::parse("0617807300018").error().code == "siret.lost_zero");
    CHECK(Siret::parse("00000000000000").error().code != "");
    CHECK(Siret::parse("1").error().code == "siret.form");
  }
  SUBCASE("a whole that holds with a SIREN that does not")
  {
    CHECK(Siret::parse("73282932100015").error().code == "siret.siren_checksum");
  }
}

TEST_CASE("Siren::parse")
{
  CHECK(Siren::parse("000000000").error().code == "siren.checksum");
  CHECK(Siren::parse("87120101").error().code == "siren.lost_zero");
  CHECK(Siren::parse("7,3E+8").error().code == "siren.scientific");
}

TEST_CASE("activity codes are those of NAF rev. 2")
{
  CHECK(*find_check_kind("naf")->normalize("01.11z") == "0111Z");
  CHECK(find_check_kind("naf")->normalize("9999Z").error().code == "naf.unknown");
  CHECK(find_check_kind("naf")->normalize("Cultu").error().code == "naf.form");
}

TEST_CASE("accounts")
{
  CHECK(Iban::parse("fr76 3000 6000 0112 3456 7890 189")->text() == "FR7630006000011234567890189");
  CHECK(Iban::parse("FR0030006000011234567890189").error().code == "iban.checksum");
  CHECK(masked_iban("FR7630006000011234567890189") == "FR76 **** 0189");
  CHECK(rib_key_holds(*Iban::parse("FR1420041010050500013M02606")));
  CHECK_FALSE(rib_key_holds(*Iban::parse("FR2012421242124212421242124")));
  CHECK(Bic::parse("AGRIZZPP").error().code == "bic.form");
}

TEST_CASE("no message carries a whole NIR or IBAN")
{
  for (const auto& [kind, value] :
       {std::pair{"nir", "185022A00400134"}, {"iban", "FR7630006000011234567890188"}}) {
    const auto result = find_check_kind(kind)->normalize(value);
    for (const std::string& argument : result.error().args) {
      CHECK(argument.find(std::string(value).substr(5, 8)) == std::string::npos);
    }
  }
}

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

TEST_CASE("the portal's password rule")
{
  const PasswordPolicy& policy = k_portal_passwords;
  for (const char* right : {"Abcdefg1", "Abcdefg!", "ABCDEFg1", "Abcdefghijk1"}) {
    CAPTURE(right);
    CHECK(policy.problems(right).empty());
  }
  for (const char* wrong : {"abcdefg1", "ABCDEFG1", "Abcdefgh", "Abc1", "Abcdefghijkl1"}) {
    CAPTURE(wrong);
    CHECK(policy.problems(wrong).size() == 1);
  }
  CHECK(policy.problems("").size() == 4);
}

TEST_CASE("a document is what its bytes say")
{
  CHECK(*document_kind("a.PDF", "%PDF-1.7") == DocumentKind::pdf);
  CHECK(*document_kind("a.jpeg", "\xff\xd8\xff\xe0") == DocumentKind::jpeg);
  CHECK(*document_kind("a.png", "\x89PNG\r\n\x1a\n...") == DocumentKind::png);
  CHECK(*document_kind("a.xml", "\xef\xbb\xbf<?xml version='1.0'?>") == DocumentKind::xml);
  CHECK(document_kind("a.pdf", "MZ").error().code == "document.kind");
  CHECK(document_kind("a.xml", "<html>").error().code == "document.kind");
  CHECK(document_kind("a.exe", "%PDF-1.7").error().code == "document.extension");
  CHECK(document_kind("a.pdf", "").error().code == "document.empty");
}

TEST_CASE("a number of an invoice holds what is printed in one")
{
  for (const char* number : {"FA-2026/0012", "F 12", "N° 7", "2026.04_1", "É#3", "F+1, 2:3"}) {
    CHECK(*parse_invoice_number(number) == number);
  }
  for (const auto& [number, character] : {std::pair{"F;touch", ";"},
                                          {"F$1", "$"},
                                          {"F`1", "`"},
                                          {"F'1", "'"},
                                          {"F\\1", "\\"},
                                          {"F\uFF1B1", "\uFF1B"}}) {
    const util::Result<std::string> parsed = parse_invoice_number(number);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().code == "invoice_number.character");
    CHECK(parsed.error().args == std::vector<std::string>{number, character});
  }
}

TEST_CASE("the most frequent passwords are refused, whatever their capitals")
{
  for (const char* password :
       {"Password1", "pASSword1", "Azerty123", "P@ssw0rd", "Admin123", "Passw0rd1", "P4ssword!"}) {
    CHECK(k_portal_passwords.problems(password).front().code == "password.common");
  }
  for (const char* password :
       {"passwordpassword", "1234567890123456", "aaaaaaaaaaaaaaa", "iloveyouiloveyou",
        "password1234567", "abcdefghijklmnopqrstuvwxyz"}) {
    CHECK(k_strong_passwords.problems(password).front().code == "password.common");
  }
  CHECK(k_strong_passwords.problems("four words that rhyme").empty());
  CHECK(k_portal_passwords.problems("Canary7!xQ").empty());
}

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

TEST_CASE("a name that was given whole has its parts where it says which word is which")
{
  const auto told = [](const char* name, const char* last = "") {
    const auto parts = name_in_parts(name, last);
    return parts ? parts->first + "|" + parts->last : std::string("-");
  };
  CHECK(told("Luc Petit") == "Luc|Petit");
  CHECK(told("PETIT Luc") == "Luc|PETIT");
  CHECK(told("LUC PETIT") == "LUC|PETIT");
  CHECK(told("Jean-Luc  DE LA TOUR") == "Jean-Luc|DE LA TOUR");
  CHECK(told("ÉVRARD Anne Marie") == "Anne Marie|ÉVRARD");
  CHECK(told("Anne Marie Petit") == "-");
  CHECK(told("Anne Marie Petit", "Petit") == "Anne Marie|Petit");
  CHECK(told("Anne Marie Petit", "marie petit") == "Anne|Marie Petit");
  CHECK(told("Anne Marie Petit", "Durand") == "-");
  CHECK(told("Luc") == "-");
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
