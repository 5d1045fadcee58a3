// Letters of the OPCO.
#include "services/correspondence/letters.hpp"

#include <fmt/ranges.h>

#include "commands/correspondence/commands.hpp"
#include "commands/options.hpp"
#include "formats/json/json.hpp"
#include "formats/pdf/letter_pdf.hpp"
#include "output/result_file.hpp"
#include "session.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

Json json_of(const domain::OfficialLetter& letter)
{
  return {{"number", letter.number},
          {"kind", domain::to_text(letter.kind)},
          {"siret", letter.siret.digits()},
          {"request", formats::text_or_null(letter.request)},
          {"subject", letter.subject},
          {"channel", domain::to_text(letter.channel)},
          {"created", util::to_rfc3339(letter.created)},
          {"read", letter.read}};
}

const std::vector<Field> k_letter_fields = {
  {"number", N_("Letter")},   {"created", N_("When")},    {"kind", N_("Kind"), Show::state},
  {"request", N_("Dossier")}, {"subject", N_("Subject")}, {"channel", N_("Sent by"), Show::state}};

struct ListLettersOptions
{
  std::string since, kind;
  bool unread = false;
};

void bind_list_letters(CommandLine& line, ListLettersOptions& o)
{
  line.flag("--unread", o.unread, N_("Only those not read yet"));
  line.option("--since", o.since, "D", N_("Only those of this day or later"));
  line.option("--kind", o.kind, words_known(domain::parse_letter_kind), N_("Only those of a kind"));
}

util::Result<store::LetterFilter> read_list_letters(const Session& session,
                                                    const ListLettersOptions& o)
{
  util::Errors problems;
  store::LetterFilter filter;
  filter.unread = o.unread;
  filter.kind = given<domain::LetterKind>(o.kind, domain::parse_letter_kind, "--kind", problems);
  if (const auto since = given<domain::Date>(o.since, domain::Date::parse, "--since", problems)) {
    filter.since = domain::begin_of(*since, session.zone());
  }
  return problems.empty() ? util::Result<store::LetterFilter>(filter)
                          : util::Result<store::LetterFilter>(problems);
}

util::Result<int> run_list_letters(Session& session, const services::Context& context,
                                   const store::LetterFilter& filter)
{
  TRY_ASSIGN(const auto found, services::list_letters(context, filter));
  Json letters = Json::array();
  for (const domain::OfficialLetter& letter : found) {
    letters.push_back(json_of(letter));
    if (session.form() == Form::table) {
      letters.back()["read"] = letter.read ? "" : session.texts().tr(N_("new"));
    }
  }
  std::vector<Field> fields = k_letter_fields;
  fields.insert(fields.begin(), {"read", N_("State")});
  return session.show({{{"schema", "myatlas/letters/1"}, {"letters", letters}}, fields, "letters"});
}

struct GetLetterOptions
{
  std::string number, pdf;
};

void bind_get_letter(CommandLine& line, GetLetterOptions& o)
{
  line.argument(Kind::letter, o.number, N_("Number of the letter"));
  line.target("--pdf", o.pdf, N_("Write it as PDF too"));
}

// It counts as read from then on: the store, only read for a number that is not there, is written.
util::Result<services::LetterView> read_letter(Session& session, const std::string& number)
{
  TRY_ASSIGN(const auto context, session.open(store::Store::Use::read, Login::account_or_host));
  TRY_ASSIGN(const auto view, services::get_letter(*context, number));
  TRY_ASSIGN(const auto to_write, session.open(store::Store::Use::write, Login::account_or_host));
  services::mark_letter_read(*to_write, view.letter);
  return view;
}

util::Result<int> run_get_letter(Session& session, const GetLetterOptions& o)
{
  TRY_ASSIGN(const auto view, as_options(read_letter(session, o.number)));
  if (!o.pdf.empty()) {
    TRY(write_pdf(formats::letter_pdf(view.letter, view.recipient, session.zone()), o.pdf));
  }
  if (session.form() == Form::table) {
    return session.print(util::shown(view.letter.subject + "\n\n" + view.letter.body + "\n"));
  }
  Json document = {{"schema", "myatlas/letter/1"}};
  document.update(json_of(view.letter));
  document["recipient"] = fmt::format("{}", fmt::join(view.recipient, ", "));
  document["body"] = view.letter.body;
  return session.show({document, k_letter_fields});
}

struct SendLetterOptions
{
  std::string request, comment;
};

void bind_send_letter(CommandLine& line, SendLetterOptions& o)
{
  line.argument(Kind::dossier, o.request, N_("Number of the dossier"));
  line.option("--comment", o.comment, "TEXT", N_("A sentence besides"));
}

util::Result<int> run_send_letter(Session& session, const services::Context& context,
                                  const SendLetterOptions& o)
{
  TRY_ASSIGN(const auto letter, as_options(services::send_letter(context, o.request, o.comment)));
  (void)session.deliver_mails();
  Json document = {{"schema", "myatlas/letter/1"}};
  document.update(json_of(letter));
  return session.show({document, k_letter_fields});
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
  .declare = with_request<bind_list_letters, read_list_letters, run_list_letters>,
  .store = Use::read,
  .login = Login::account_or_host,
};

const Command k_get_letter = {
  .name = "get-letter",
  .group = Group::publications,
  .summary = N_("Read a letter"),
  .description = N_("Shows a letter, in French as it was sent, and writes it as PDF with --pdf. It "
                    "counts as read from then on."),
  .examples = k_get_letter_examples,
  .declare = with_options<bind_get_letter, run_get_letter>,
};

const Command k_admin_send_letter = {
  .name = "admin send-letter",
  .group = Group::office,
  .summary = N_("Send a reminder about a dossier"),
  .description = N_("Sends a reminder about a dossier to its establishment. The other letters are "
                    "written by themselves when a dossier or invoice changes."),
  .examples = k_send_letter_examples,
  .declare = with_options<bind_send_letter, run_send_letter>,
  .store = Use::write,
  .login = Login::host,
  .keyed = true,
};

} // namespace myatlas::cli
