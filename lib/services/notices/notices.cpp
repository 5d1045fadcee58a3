#include "services/notices/notices.hpp"

#include <algorithm>

#include "formats/json/json.hpp"

namespace myatlas::services {

namespace {

using domain::Frequency;

void alert(const Context& context, const std::string& account_id, const domain::AlertItem& item)
{
  store::Correspondence correspondence = context.store.correspondence();
  const Frequency frequency = correspondence.frequency(account_id, item.event);
  if (frequency == Frequency::never) {
    return;
  }
  if (frequency != Frequency::immediate) {
    correspondence.add_item(account_id, item);
  } else if (const auto account = context.store.accounts().find_id(account_id)) {
    mail_items(context, *account, {item});
  }
}

} // namespace

void mail_items(const Context& context, const domain::Account& account,
                const std::vector<domain::AlertItem>& items)
{
  formats::Json lines = formats::Json::array();
  for (const domain::AlertItem& item : items) {
    lines.push_back(
      {domain::to_text(item.event), item.subject, item.label, item.title, item.amount});
  }
  queue_mail(context, account,
             {domain::MailKind::alert,
              account.language,
              {{"first_name", account.first_name.text()},
               {"last_name", account.last_name.text()},
               {"items", lines.dump()}}});
}

void alert_all(const Context& context, const std::vector<std::string>& accounts,
               const domain::AlertItem& item)
{
  std::vector<std::string> once = accounts;
  std::ranges::sort(once);
  once.erase(std::ranges::unique(once).begin(), once.end());
  for (const std::string& account : once) {
    if (context.actor.account() == nullptr ||
        context.actor.account()->id != account) { // nobody is told what they did themselves
      alert(context, account, item);
    }
  }
}

domain::AlertItem item_about(const Context& context, domain::AlertEvent event,
                             const domain::FundingRequest& request, const std::string& subject,
                             const std::string& label)
{
  const domain::Money amount = request.accepted.value_or(request.asked());
  return {.event = event,
          .subject = subject,
          .label = label,
          .at = context.now(),
          .title = request.title,
          .amount = amount.cents > 0 ? amount.text() : ""};
}

domain::OfficialLetter put_letter(const Context& context, domain::LetterKind kind,
                                  domain::Siret siret, const std::string& request,
                                  const std::string& account, const formats::LetterWords& words)
{
  store::Correspondence correspondence = context.store.correspondence();
  domain::OfficialLetter letter{.number = correspondence.next_number(context.today().year()),
                                .kind = kind,
                                .siret = siret,
                                .request = request,
                                .subject = words.subject,
                                .body = words.body,
                                .channel = correspondence.channel(account, kind),
                                .created = context.now()};
  correspondence.put(letter);
  return letter;
}

std::string account_choosing(const Context& context, const domain::FundingRequest& request)
{
  const std::vector<std::string> managers =
    context.store.correspondence().managers_of(request.siret);
  const auto maker = context.store.accounts().find_id(request.created_by);
  const bool acts_for_it =
    maker && maker->state == domain::AccountState::active &&
    context.store.accounts().reach(maker->id, request.siret, context.latest_day());
  const std::string first = managers.empty() ? "" : managers.front();
  return acts_for_it ? maker->id : first;
}

void tell_all(const Context& context, const domain::AlertItem& item)
{
  alert_all(context, context.store.correspondence().accounts_with_alerts(), item);
}

} // namespace myatlas::services
