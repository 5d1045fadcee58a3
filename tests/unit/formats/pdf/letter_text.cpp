#include <doctest/doctest.h>

#include "formats/pdf/letter_text.hpp"

using namespace myatlas;

namespace {

domain::FundingRequest request_of(std::size_t trainees)
{
  domain::FundingRequest request{.siret = domain::Siret::of_checked(73282932000074)};
  request.number = "D20260000001";
  request.title = "Excel";
  request.accepted = domain::Money{1'234'50};
  for (std::size_t i = 0; i < trainees; ++i) {
    request.trainees.push_back({"Jeanne Martin", "", {}, {}});
  }
  return request;
}

} // namespace

TEST_CASE(
  "a letter of a break-off says what is still paid, and of a contract by when it is invoiced")
{
  domain::FundingRequest request = request_of(1);
  const domain::Date day = *domain::Date::from(2026, 3, 20);
  const formats::LetterWords words = formats::break_off_letter(request, {day, day}, std::nullopt);
  CHECK(words.subject == "Rupture, dossier D20260000001");
  CHECK(words.body.find("suivie par Jeanne Martin, a pris fin avant son terme, le 20 mars 2026.") !=
        std::string::npos);
  CHECK(words.body.find("1\u202F234,50\u00A0€ hors taxes au plus") != std::string::npos);
  request.scheme = domain::Scheme::apprenticeship;
  const formats::LetterWords of_contract = formats::break_off_letter(
    request, {day, day}, formats::LastInvoice{*domain::Date::from(2026, 7, 20), day});
  CHECK(of_contract.body.find("a été rompu le 20 mars 2026") != std::string::npos);
  const formats::LetterWords announced =
    formats::break_off_letter(request, {day, *domain::Date::from(2026, 3, 19)}, std::nullopt);
  CHECK(announced.body.find("sera rompu le 20 mars 2026") != std::string::npos);
  CHECK(of_contract.body.find("au plus tard le 20 juillet 2026.") != std::string::npos);
  const formats::LetterWords late = formats::break_off_letter(
    request, {day, day},
    formats::LastInvoice{*domain::Date::from(2026, 7, 20), *domain::Date::from(2026, 7, 21)});
  CHECK(late.body.find("a pris fin le 20 juillet 2026\u00A0: le solde n’est plus dû.") !=
        std::string::npos);
}

TEST_CASE("a letter that asks for money back says which one it replaces, and what that one asked "
          "for is read again")
{
  const domain::FundingRequest request = request_of(1);
  const formats::LetterWords first =
    formats::recovery_letter(request, {1'000'00}, {1'234'50}, std::nullopt);
  CHECK(first.body.find("remplace") == std::string::npos);
  domain::OfficialLetter letter;
  letter.subject = first.subject;
  letter.body = first.body;
  CHECK(first.subject == formats::recovery_subject("D20260000001"));
  REQUIRE(formats::asked_in(letter));
  CHECK(*formats::asked_in(letter) == domain::Money{1'234'50});
  formats::PastClaim claim{*domain::Date::from(2026, 9, 1), {1'234'50}, {}};
  CHECK(formats::recovery_letter(request, {}, {100}, claim)
          .body.find(
            " Cette demande remplace celle du 1er septembre 2026 de 1\u202F234,50\u00A0€.\n") !=
        std::string::npos);
  claim.returned = {500'00};
  letter.body = formats::recovery_letter(request, {}, {100}, claim).body;
  CHECK(letter.body.find("de 1\u202F234,50\u00A0€ et tient compte des 500,00\u00A0€ que vous nous "
                         "avez remboursés depuis.") != std::string::npos);
  CHECK(*formats::asked_in(letter) == domain::Money{100});
  letter.body = formats::withdrawn_letter(request, claim).body;
  CHECK(letter.body.find("Notre demande de remboursement du 1er septembre 2026 de "
                         "1\u202F234,50\u00A0€ est sans objet") != std::string::npos);
  CHECK_FALSE(formats::asked_in(letter));
}

TEST_CASE(
  "letters begin with a capital, end their sentences once, and say how a refusal is contested")
{
  using domain::LetterKind;
  for (const LetterKind kind : {LetterKind::agreement, LetterKind::refusal,
                                LetterKind::documents_request, LetterKind::reminder}) {
    const formats::LetterWords words =
      formats::letter_about(kind, request_of(1), "quote: le devis n’est pas signé.");
    CAPTURE(words.body);
    CHECK(words.subject[0] >= 'A');
    CHECK(words.subject[0] <= 'Z');
    for (const char* wrong : {"..", ",,", " .", "myatlas "}) {
      CHECK(words.body.find(wrong) == std::string::npos);
    }
  }
  CHECK(formats::letter_about(LetterKind::refusal, request_of(1), "hors branche")
          .body.find("recours gracieux") != std::string::npos);
  CHECK(formats::letter_about(LetterKind::reminder, request_of(1), "écrivez-nous")
          .body.find("\n\nÉcrivez-nous.\n\n") != std::string::npos);
  CHECK(formats::letter_about(LetterKind::documents_request, request_of(1), "quote: non signé")
          .body.find("le devis (non signé).") != std::string::npos);
  CHECK(formats::letter_about(LetterKind::agreement, request_of(120), "")
          .body.find("suivie par 120 stagiaires") != std::string::npos);
}
