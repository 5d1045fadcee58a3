// Letters of the OPCO.
#include "operations/correspondence/letters.hpp"

#include <fmt/ranges.h>

#include "formats/pdf/letter_pdf.hpp"
#include "operations/documents.hpp"
#include "operations/pages.hpp"
#include "services/correspondence/letters.hpp"

namespace myatlas::operations {

namespace {

using services::Context;

constexpr const char* k_letter = "myatlas/letter/1";

Json subject_json(const domain::OfficialLetter& letter)
{
  return {{"siret", letter.siret.digits()},
          {"request", formats::text_or_null(letter.request)},
          {"subject", letter.subject}};
}

Json letter_json(const domain::OfficialLetter& letter)
{
  Json json = {{"number", letter.number}, {"kind", domain::to_text(letter.kind)}};
  json.update(subject_json(letter));
  json["channel"] = domain::to_text(letter.channel);
  json["created"] = util::to_rfc3339(letter.created);
  json["read"] = letter.read;
  return json;
}

struct LettersAsked
{
  store::LetterFilter filter;
  std::optional<domain::Date> since;
  std::string company; // as it was named
};

Result<LettersAsked> letters_asked(const ListLetters& request)
{
  Errors problems;
  LettersAsked asked;
  asked.filter.unread = request.unread;
  asked.company = request.company;
  asked.filter.kind = given<domain::parse_letter_kind>(request.kind, "kind", problems);
  asked.since = given<domain::Date::parse>(request.since, "since", problems);
  return or_problems(asked, problems);
}

store::LetterFilter filter_of(const Context& context, const LettersAsked& asked)
{
  store::LetterFilter filter = asked.filter;
  filter.since = begin_of_day(context, asked.since);
  return filter;
}

domain::Siren company_of_letter(const domain::OfficialLetter& letter)
{
  return letter.siret.siren();
}

Result<Json> list_letters(const Context& context, const LettersAsked& asked)
{
  services::Labels labels(context);
  return list_of("myatlas/letters/1", "letters",
                 those_of_company(context,
                                  services::list_letters(context, filter_of(context, asked)),
                                  asked.company, company_of_letter),
                 [&](const auto& letter) {
                   return with_client(letter_json(letter), letter.siret.siren(), labels);
                 });
}

Json whole_letter(const services::LetterView& view)
{
  Json json = document(k_letter, letter_json(view.letter));
  json["recipient"] = fmt::format("{}", fmt::join(view.recipient, ", "));
  json["body"] = view.letter.body;
  return json;
}

Result<AnswerFile> printed(const services::LetterView& view, const util::TimeZone& zone)
{
  TRY_ASSIGN(std::string pdf, formats::letter_pdf(view.letter, view.recipient, zone));
  return pdf_named(view.letter.number, std::move(pdf));
}

Result<Answer> get_letter(const Context& context, const GetLetter& request)
{
  TRY_ASSIGN(const auto view, services::get_letter(context, request.number));
  services::mark_letter_read(context, view.letter);
  Answer answer{.document = whole_letter(view)};
  if (request.pdf) {
    TRY_ASSIGN(answer.file, printed(view, context.zone));
  }
  return answer;
}

Json letter_document(const domain::OfficialLetter& letter)
{
  return document(k_letter, letter_json(letter));
}

Result<Json> send_letter(const Context& context, const SendLetter& request)
{
  return document_of(services::send_letter(context, request.request, request.comment),
                     letter_document);
}

} // namespace

constexpr OperationOf<ListLetters> k_list_letters = operation<letters_asked, list_letters>({
  .name = "list-letters",
  .answer = "myatlas/letters/1",
});

constexpr OperationOf<GetLetter> k_get_letter = operation<get_letter>({
  .name = "get-letter",
  .effect = Effect::mark,
  .answer = k_letter,
});

constexpr OperationOf<SendLetter> k_send_letter = operation<send_letter>({
  .name = "admin send-letter",
  .effect = Effect::write,
  .who = Who::office,
  .answer = k_letter,
});

} // namespace myatlas::operations
