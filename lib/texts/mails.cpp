#include "texts/mails.hpp"

#include <algorithm>

#include "formats/json/json.hpp"
#include "texts/states.hpp"
#include "texts/texts.hpp"
#include "util/text.hpp"

namespace myatlas::texts {

namespace {

struct LetterWords
{
  domain::MailKind kind;
  const char* subject;
  const char* body; // {0} first name, {1} last name, {2} code, {3} minutes, {4} address
};

constexpr LetterWords k_letter_words[] = {
  {domain::MailKind::activation, N_("Activate your MyAtlas account"),
   N_("Hello {0} {1},\n\nyour account is nearly ready. Activate it with this code:\n\n    {2}\n\n"
      "It works once, for {3} minutes:\n\n    myatlas activate --email {4}\n\n"
      "If you did not ask for an account, do nothing.\n")},
  {domain::MailKind::already_registered, N_("You already have a MyAtlas account"),
   N_("Hello {0} {1},\n\nsomebody registered with your address, which already has an account. "
      "Nothing was changed.\n\n"
      "If it was you and the password is lost, ask for a new one:\n\n    myatlas reset-password "
      "--email {4}\n")},
  {domain::MailKind::reset, N_("Choose a new MyAtlas password"),
   N_("Hello {0} {1},\n\nchoose a new password with this code:\n\n    {2}\n\nIt works once, for "
      "{3} minutes:\n\n"
      "    myatlas reset-password --email {4} --ask-code\n\n"
      "If you did not ask for it, do nothing: your password stays as it is.\n")},
  {domain::MailKind::password_changed, N_("Your MyAtlas password was changed"),
   N_("Hello {0} {1},\n\nthe password of your account was changed, and every session was ended.\n\n"
      "If it was not you, ask for a new password at once:\n\n    myatlas reset-password --email "
      "{4}\n")},
  {domain::MailKind::alert, N_("News of your MyAtlas dossiers"),
   N_("Hello {0} {1},\n\n{5}\nMore: myatlas list-requests, list-invoices, list-letters\nWhat you "
      "are told of: myatlas list-alerts\n")},
};
static_assert(domain::has_all<k_letter_words, &LetterWords::kind>());

// An event in a mail: {0} what it is about, {1} its state, day or title.
struct AlertWords
{
  const char* event;
  const char* text;
  Arg label = Arg::text;
};

constexpr AlertWords k_alerts[] = {
  {"request-changed", N_("Dossier {0} is now in state {1}."), Arg::state},
  {"documents-asked", N_("Dossier {0} lacks: {1}.")},
  {"invoice-refused", N_("Invoice {0} was refused: {1}.")},
  {"invoice-paid", N_("Invoice {0} was paid: {1}.")},
  {"letter-received", N_("A letter came in, {0}: {1}.")},
  {"deadline-near", N_("Due soon, {0}: {1}."), Arg::date},
  {"news-published", N_("Published, {0}: {1}.")},
  {"tender-published", N_("A call for tenders was published, {0}: {1}.")},
};

// "quote, programme: not signed", as a history keeps what is asked for.
std::string documents_in_words(const Texts& texts, const std::string& asked)
{
  const std::size_t colon = std::min(asked.find(':'), asked.size());
  return each_told(asked.substr(0, colon),
                   [&](const std::string& one) { return util::to_lower(words_of(texts, one)); }) +
         asked.substr(colon);
}

// What it is about and what is at stake, before the full stop: ' ("Excel", €1,000.00 before tax).'
// Items of before have neither.
std::string with_details(const Texts& texts, std::string sentence, const formats::Json& item)
{
  std::string details;
  if (item.size() > 3 && !item[3].get<std::string>().empty()) {
    details = texts.trf(N_("\"{0}\""), item[3].get<std::string>());
  }
  if (item.size() > 4 && !item[4].get<std::string>().empty()) {
    details += (details.empty() ? "" : ", ") +
               texts.trf(N_("€{0} before tax"), as_amount(item[4].get<std::string>()));
  }
  sentence.erase(sentence.find_last_not_of('.') + 1);
  return sentence + (details.empty() ? "" : " (" + details + ")") + ".";
}

// The items of an alert or digest, a line each.
std::string alert_lines(const Texts& texts, const std::string& items)
{
  std::string lines;
  for (const formats::Json& item : formats::Json::parse(items)) {
    const auto words =
      std::ranges::find_if(k_alerts, [&](const AlertWords& w) { return item[0] == w.event; });
    if (words != std::end(k_alerts)) {
      std::string label = item[2].get<std::string>();
      label = item[0] == "documents-asked" ? documents_in_words(texts, label) : label;
      lines +=
        "  - " +
        with_details(texts,
                     texts.trf(words->text, item[1].get<std::string>(), Said{words->label, label}),
                     item) +
        "\n";
    }
  }
  return lines;
}

std::string field(const services::Mail& letter, const char* name)
{
  const auto found = letter.fields.find(name);
  return found == letter.fields.end() ? "" : found->second;
}

// A mail to an address nobody has confirmed was asked for by anybody: the name it greets by is
// theirs to choose, and may neither lead anywhere nor say anything but a name.
bool is_only_a_name(std::string_view text)
{
  constexpr std::size_t k_longest = 40;
  bool stands_alone = true; // the points of "J.-P." and "St. John", not that of "example.fr"
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    stands_alone = stands_alone && (text[i] != '.' || text[i + 1] == ' ' || text[i + 1] == '-');
  }
  const std::string_view other = util::first_outside(text, [](char32_t c) {
    const bool ascii = c < 0x80 && !util::is_digits(std::string(1, static_cast<char>(c))) &&
                       util::is_alnum(static_cast<char>(c));
    return ascii || c == ' ' || c == '-' || c == '\'' || c == '.' || c == 0x2019 ||
           (c >= 0xC0 && c <= 0x52F && c != 0xD7 && c != 0xF7);
  });
  return other.empty() && stands_alone && util::length_utf8(text) <= k_longest;
}

// "Hello  ," of nobody's name as "Hello,".
std::string without_gap(std::string text)
{
  const std::size_t comma = text.find(','),
                    end = text.find_last_not_of(' ', comma == 0 ? 0 : comma - 1);
  return comma == text.npos || end == text.npos ? text : text.erase(end + 1, comma - end - 1);
}

} // namespace

services::MailText Mails::write(const services::Mail& letter) const
{
  const auto words = std::ranges::find(k_letter_words, letter.kind, &LetterWords::kind);
  const Texts theirs = m_texts.in(letter.language);
  const std::string first = field(letter, "first_name"), last = field(letter, "last_name");
  const bool greets = is_only_a_name(first) && is_only_a_name(last);
  const std::vector<std::string> arguments = {
    greets ? first : "",
    greets ? last : "",
    field(letter, "code"),
    field(letter, "minutes"),
    field(letter, "email"),
    letter.fields.contains("items") ? alert_lines(theirs, field(letter, "items")) : ""};
  return {theirs.tr(words->subject),
          without_gap(with_fields(theirs.tr(words->body), words->body, arguments))};
}

} // namespace myatlas::texts
