#include "services/correspondence/letters.hpp"

#include "services/dossiers/seen_request.hpp"
#include "services/form_values.hpp"
#include "services/notices/notices.hpp"
#include "services/rights.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

std::vector<std::string> recipient_of(const Context& context, const domain::OfficialLetter& letter)
{
  const auto establishment = context.store.opco_register().establishment(letter.siret);
  if (!establishment) {
    return {letter.siret.digits()};
  }
  std::vector<std::string> lines = {establishment->name.empty() ? letter.siret.digits()
                                                                : establishment->name};
  for (const std::string& line :
       {establishment->address,
        std::string(util::trim(establishment->postcode + " " + establishment->town))}) {
    if (!line.empty()) {
      lines.push_back(line);
    }
  }
  return lines;
}

} // namespace

util::Result<std::vector<domain::OfficialLetter>> list_letters(const Context& context,
                                                               const store::LetterFilter& filter)
{
  TRY(may_read(context));
  return context.store.correspondence().list(filter, perimeter_of(context));
}

util::Result<LetterView> get_letter(const Context& context, const std::string& number)
{
  TRY(may_read(context));
  const auto found =
    context.store.correspondence().find(util::to_upper(util::trim(number)), perimeter_of(context));
  if (!found) {
    return util::Error{"letter.unknown", {number}}.at("number");
  }
  return LetterView{*found, recipient_of(context, *found)};
}

void mark_letter_read(const Context& context, const domain::OfficialLetter& letter)
{
  if (context.actor.account() == nullptr || letter.read) {
    return;
  }
  store::Transaction write(context.store, context.deed());
  context.store.correspondence().mark_read(context.actor.account()->id, letter.number,
                                           context.now());
  write.record({store::AuditKind::letter, letter.number}, std::nullopt, R"({"read":true})");
  write.commit();
}

util::Result<domain::OfficialLetter> send_letter(const Context& context, const std::string& number,
                                                 const std::string& comment)
{
  TRY_ASSIGN(const std::string said, comment_of(comment).or_at("comment"));
  store::Transaction write(context.store, context.deed());
  TRY_ASSIGN(const auto request, seen_request(context, number));
  const auto letter =
    put_letter(context, domain::LetterKind::reminder, request.siret, request.number,
               account_choosing(context, request),
               formats::letter_about(domain::LetterKind::reminder, request, said));
  const auto managers = context.store.correspondence().managers_of(
    request.siret); // a provider sees the dossier, not its letters
  alert_all(context, managers,
            item_about(context, domain::AlertEvent::letter_received, request, letter.number,
                       letter.subject));
  write.record({store::AuditKind::letter, letter.number}, std::nullopt, R"({"kind":"reminder"})");
  write.commit();
  return letter;
}

} // namespace myatlas::services
