#include "texts/mails.hpp"

#include <algorithm>

#include "formats/json/json.hpp"
#include "texts/states.hpp"
#include "texts/texts.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"

namespace myatlas::texts {

namespace {

struct MailWords
{
  domain::MailKind kind;
  const char* subject;
  const char* body; // {0} first name, {1} last name, {2} code, {3} minutes, {4} address
};

constexpr MailWords k_mail_words[] = {
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
static_assert(domain::has_all<k_mail_words, &MailWords::kind>());

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

// What an item has at a place; empty where it has not so many.
std::string text_at(const formats::Json& item, std::size_t place)
{
  return item.size() > place ? item[place].get<std::string>() : "";
}

std::string details_of(const Texts& texts, const formats::Json& item)
{
  const std::string title = text_at(item, 3), amount = text_at(item, 4);
  std::string details = title.empty() ? "" : texts.trf(N_("\"{0}\""), title);
  if (!amount.empty()) {
    util::add_to_list(details, texts.trf(N_("€{0} before tax"), as_amount(amount)));
  }
  return details;
}

// What it is about and what is at stake, before the full stop: ' ("Excel", €1,000.00 before tax).'
// Items of before have neither.
std::string in_brackets(const std::string& text)
{
  return text.empty() ? "" : " (" + text + ")";
}

std::string with_details(const Texts& texts, std::string sentence, const formats::Json& item)
{
  sentence.erase(sentence.find_last_not_of('.') + 1);
  return sentence + in_brackets(details_of(texts, item)) + ".";
}

std::string label_of(const Texts& texts, const formats::Json& item)
{
  const std::string label = text_at(item, 2);
  return item[0] == "documents-asked" ? documents_in_words(texts, label) : label;
}

std::string alert_line(const Texts& texts, const AlertWords& words, const formats::Json& item)
{
  const std::string sentence =
    texts.trf(words.text, text_at(item, 1), Said{words.label, label_of(texts, item)});
  return "  - " + with_details(texts, sentence, item) + "\n";
}

// The items of an alert or digest, a line each.
std::string alert_lines(const Texts& texts, const std::string& items)
{
  std::string lines;
  for (const formats::Json& item : formats::Json::parse(items)) {
    const auto words =
      std::ranges::find_if(k_alerts, [&](const AlertWords& w) { return item[0] == w.event; });
    if (words != std::end(k_alerts)) {
      lines += alert_line(texts, *words, item);
    }
  }
  return lines;
}

std::string field(const services::Mail& mail, const char* name)
{
  return util::value_at(mail.fields, name).value_or("");
}

// The points of "J.-P." and "St. John" are none, that of "example.fr" is.
bool is_inner_point(char c, char next)
{
  return c == '.' && next != ' ' && next != '-';
}

bool has_inner_point(std::string_view text)
{
  return std::ranges::adjacent_find(text, is_inner_point) != text.end();
}

bool is_ascii_letter(char32_t c)
{
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool is_letter_of_europe(char32_t c)
{
  return c >= 0xC0 && c <= 0x52F && c != 0xD7 && c != 0xF7;
}

bool is_of_a_name(char32_t c)
{
  return is_ascii_letter(c) || is_letter_of_europe(c) || c == ' ' || c == '-' || c == '\'' ||
         c == '.' || c == 0x2019;
}

constexpr std::size_t k_longest_name = 40;

// A mail to an address nobody has confirmed was asked for by anybody: the name it greets by is
// theirs to choose, and may neither lead anywhere nor say anything but a name.
bool is_only_a_name(std::string_view text)
{
  return util::first_outside(text, is_of_a_name).empty() && !has_inner_point(text) &&
         util::length_utf8(text) <= k_longest_name;
}

// "Hello  ," of nobody's name as "Hello,".
std::string without_gap(std::string text)
{
  const std::size_t comma = text.find(','),
                    end = text.find_last_not_of(' ', comma == 0 ? 0 : comma - 1);
  if (comma != text.npos && end != text.npos) {
    text.erase(end + 1, comma - end - 1);
  }
  return text;
}

// The names a mail greets with: both, or neither.
std::pair<std::string, std::string> names_greeted(const services::Mail& mail)
{
  const std::string first = field(mail, "first_name"), last = field(mail, "last_name");
  const bool greets = is_only_a_name(first) && is_only_a_name(last);
  return greets ? std::pair(first, last) : std::pair<std::string, std::string>();
}

std::string items_told(const Texts& texts, const services::Mail& mail)
{
  return mail.fields.contains("items") ? alert_lines(texts, field(mail, "items")) : "";
}

std::vector<std::string> arguments_of(const Texts& texts, const services::Mail& mail)
{
  const auto [first, last] = names_greeted(mail);
  const std::vector<std::string> arguments = {first,
                                              last,
                                              field(mail, "code"),
                                              field(mail, "minutes"),
                                              field(mail, "email"),
                                              items_told(texts, mail)};
  return arguments;
}

} // namespace

services::MailText Mails::write(const services::Mail& mail) const
{
  const auto words = std::ranges::find(k_mail_words, mail.kind, &MailWords::kind);
  const Texts theirs = m_texts.in(mail.language);
  return {theirs.tr(words->subject), without_gap(with_fields(theirs.tr(words->body), words->body,
                                                             arguments_of(theirs, mail)))};
}

} // namespace myatlas::texts
