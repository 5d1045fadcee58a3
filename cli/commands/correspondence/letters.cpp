// Letters of the OPCO.
#include "operations/correspondence/letters.hpp"

#include "commands/correspondence/commands.hpp"
#include "commands/options.hpp"
#include "output/result_file.hpp"
#include "request.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;
using operations::Answer;

const std::vector<Field> k_letter_fields = {
  {"number", N_("Letter")},   {"created", N_("When")},    {"kind", N_("Kind"), Show::state},
  {"request", N_("Dossier")}, {"subject", N_("Subject")}, {"channel", N_("Sent by"), Show::state}};

constexpr FormOption<operations::ListLetters> k_list_letters_options[] = {
  {"--unread", &operations::ListLetters::unread, N_("Only those not read yet")},
  {"--since", &operations::ListLetters::since, k_day_value, N_("Only those of this day or later")},
  {"--kind", &operations::ListLetters::kind, words_for<domain::parse_letter_kind>,
   N_("Only those of a kind")},
  {"--company", &operations::ListLetters::company, "SIREN", k_of_company_help},
};

void bind_list_letters(CommandLine& line, operations::ListLetters& o)
{
  add_options(line, o, k_list_letters_options);
}

// To a person, those that are not read yet.
void mark_new(const Session& session, Json& letters)
{
  for (Json& letter : letters) {
    letter["read"] = letter["read"].get<bool>() ? "" : session.tr(N_("new"));
  }
}

std::vector<Field> list_fields()
{
  std::vector<Field> fields = k_letter_fields;
  fields.insert(fields.begin(), {"read", N_("State")});
  return fields;
}

Json letters_for_people(const Session& session, Json document)
{
  mark_new(session, document["letters"]);
  return document;
}

Result<int> show_letters(Session& session, const Answer& answer)
{
  const Json& document = answer.document;
  return session.show({session.is_table() ? letters_for_people(session, document) : document,
                       list_fields(), "letters"});
}

struct GetLetterOptions
{
  operations::GetLetter request;
  std::string pdf;
};

void bind_get_letter(CommandLine& line, GetLetterOptions& o)
{
  line.argument(Kind::letter, o.request.number, N_("Number of the letter"));
  add_pdf(line, o.pdf);
}

std::string text_of(const Json& letter)
{
  return letter["subject"].get<std::string>() + "\n\n" + letter["body"].get<std::string>() + "\n";
}

int show_text_or_view(Session& session, const Json& letter)
{
  return session.is_table() ? session.print(util::shown(text_of(letter)))
                            : session.show({letter, k_letter_fields});
}

Result<int> show_letter(Session& session, const GetLetterOptions& o, const Answer& answer)
{
  TRY(write_pdf_of(answer, o.pdf));
  return show_text_or_view(session, answer.document);
}

void bind_send_letter(CommandLine& line, operations::SendLetter& o)
{
  add_dossier(line, o.request);
  add_comment(line, o.comment, N_("A sentence besides"));
}

Result<int> show_sent_letter(Session& session, const Answer& answer)
{
  (void)session.deliver_mails();
  return session.show({answer.document, k_letter_fields});
}

constexpr Example k_list_letters_examples[] = {
  {N_("Unread letters first"), "myatlas list-letters"},
  {N_("What came in since Monday and is unread"),
   "myatlas list-letters --unread --since 2026-03-02"},
};
constexpr Example k_get_letter_examples[] = {
  {N_("Read a letter"), "myatlas get-letter L2026-0000001"},
  {N_("As PDF"), "myatlas get-letter L2026-0000001 --pdf accord.pdf"},
};
constexpr Example k_send_letter_examples[] = {
  {N_("Remind of an incomplete dossier"), "myatlas admin send-letter D20260000001"},
  {N_("With a sentence of one's own"), "myatlas admin send-letter D20260000001 --comment 'Le devis "
                                       "signé est attendu avant le 15 mars.'"},
};

} // namespace

const Command k_list_letters = {
  .name = "list-letters",
  .group = Group::publications,
  .summary = N_("List the letters of the OPCO"),
  .description = N_("Lists the letters about the dossiers one sees: agreements, refusals, requests "
                    "for documents, reminders, payment notices; unread ones first."),
  .examples = k_list_letters_examples,
  .declare = asks<operations::k_list_letters, bind_list_letters, show_letters>,
  .operation = &operations::k_list_letters,
};

const Command k_get_letter = {
  .name = "get-letter",
  .group = Group::publications,
  .summary = N_("Read a letter"),
  .description = N_("Shows a letter, in French as it was sent, and writes it as PDF with --pdf. It "
                    "counts as read from then on."),
  .examples = k_get_letter_examples,
  .declare =
    asks<operations::k_get_letter, bind_get_letter, show_letter, ask_for_pdf<GetLetterOptions>>,
  .operation = &operations::k_get_letter,
};

const Command k_admin_send_letter = {
  .name = "admin send-letter",
  .group = Group::office,
  .summary = N_("Send a reminder about a dossier"),
  .description = N_("Sends a reminder about a dossier to its establishment. The other letters are "
                    "written by themselves when a dossier or invoice changes."),
  .examples = k_send_letter_examples,
  .declare = asks<operations::k_send_letter, bind_send_letter, show_sent_letter>,
  .operation = &operations::k_send_letter,
  .keyed = true,
};

} // namespace myatlas::cli
