#include "services/correspondence/letters.hpp"

#include "services/dossiers/seen_request.hpp"
#include "services/form_values.hpp"
#include "services/notices/notices.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::LetterKind;
using domain::OfficialLetter;

using Lines = std::vector<std::string>;

void add_line(Lines& lines, std::string_view line)
{
  if (!line.empty()) {
    lines.emplace_back(line);
  }
}

std::string name_of(const domain::Establishment& establishment)
{
  return establishment.name.empty() ? establishment.siret.digits() : establishment.name;
}

std::string town_of(const domain::Establishment& establishment)
{
  return std::string(util::trim(establishment.postcode + " " + establishment.town));
}

Lines address_of(const domain::Establishment& establishment)
{
  Lines lines = {name_of(establishment)};
  add_line(lines, establishment.address);
  add_line(lines, town_of(establishment));
  return lines;
}

Lines recipient_of(const Context& context, const OfficialLetter& letter)
{
  const auto establishment = context.store.opco_register().establishment(letter.siret);
  return establishment ? address_of(*establishment) : Lines{letter.siret.digits()};
}

OfficialLetter put_reminder(const Context& context, const domain::FundingRequest& request,
                            const std::string& comment)
{
  return put_letter(context, LetterKind::reminder, request.siret, request.number,
                    account_choosing(context, request),
                    formats::letter_about(LetterKind::reminder, request, comment));
}

// A provider sees the dossier, not its letters.
void tell_managers(const Context& context, const domain::FundingRequest& request,
                   const OfficialLetter& letter)
{
  alert_all(context, context.store.alerts().managers_of(request.siret),
            item_about(context, domain::AlertEvent::letter_received, request, letter.number,
                       letter.subject));
}

} // namespace

Result<std::vector<OfficialLetter>> list_letters(const Context& context,
                                                 const store::LetterFilter& filter)
{
  TRY(may_read(context));
  return context.store.letters().list(filter, perimeter_of(context));
}

namespace {

std::optional<OfficialLetter> letter_numbered(const Context& context, const std::string& number)
{
  return context.store.letters().find(util::to_upper(util::trim(number)), perimeter_of(context));
}

void record(Transaction& write, const OfficialLetter& letter, const char* what)
{
  write.record({store::AuditKind::letter, letter.number}, std::nullopt, what);
}

} // namespace

Result<LetterView> get_letter(const Context& context, const std::string& number)
{
  TRY(may_read(context));
  const auto found = letter_numbered(context, number);
  if (!found) {
    return Error{"letter.unknown", {number}}.at("number");
  }
  return LetterView{*found, recipient_of(context, *found)};
}

void mark_letter_read(const Context& context, const OfficialLetter& letter)
{
  const domain::Account* account = context.actor.account();
  if (account == nullptr || letter.read) {
    return;
  }
  Transaction write = context.begin();
  context.store.letters().mark_read(account->id, letter.number, context.now());
  record(write, letter, R"({"read":true})");
  write.commit();
}

namespace {

// Inside the caller's transaction.
OfficialLetter remind(const Context& context, Transaction& write,
                      const domain::FundingRequest& request, const std::string& comment)
{
  const OfficialLetter letter = put_reminder(context, request, comment);
  tell_managers(context, request, letter);
  record(write, letter, R"({"kind":"reminder"})");
  return letter;
}

} // namespace

Result<OfficialLetter> send_letter(const Context& context, const std::string& number,
                                   const std::string& comment)
{
  TRY_ASSIGN(const std::string said, comment_of(comment).or_at("comment"));
  Transaction write = context.begin();
  TRY_ASSIGN(const auto request, seen_request(context, number));
  const OfficialLetter letter = remind(context, write, request, said);
  write.commit();
  return letter;
}

} // namespace myatlas::services
