#include "services/notices/notices.hpp"

#include <algorithm>
#include <iterator>

#include "domain/account/account.hpp"
#include "domain/correspondence/alert.hpp"
#include "domain/correspondence/mail.hpp"
#include "formats/json/json.hpp"
#include "formats/mail/mime.hpp"
#include "services/notices/mails.hpp"

namespace myatlas::services {

namespace {

using domain::AlertEvent;
using domain::AlertItem;
using domain::Frequency;
using domain::Siret;
using formats::Json;

using Receivers = std::vector<std::string>; // their ids

void mail_now(const Context& context, const std::string& account_id, const AlertItem& item)
{
  if (const auto account = context.store.accounts().find_id(account_id)) {
    mail_items(context, *account, {item});
  }
}

bool is_acting(const Context& context, const std::string& account)
{
  return context.actor.account() != nullptr && context.actor.account()->id == account;
}

// How an account has the letter that says the same as an alert.
std::optional<domain::Channel> channel_of_letter(store::Store& store, const std::string& account,
                                                 AlertEvent event)
{
  const auto letter = domain::letter_answered_after(event);
  return letter ? std::optional(store.letters().channel(account, *letter)) : std::nullopt;
}

} // namespace

Frequency frequency_of(store::Store& store, const std::string& account, AlertEvent event)
{
  const auto chosen = store.alerts().chosen(account, event);
  return chosen ? *chosen
                : domain::unchosen_frequency(event, channel_of_letter(store, account, event));
}

namespace {

void alert(const Context& context, const std::string& account_id, const AlertItem& item)
{
  const Frequency frequency = frequency_of(context.store, account_id, item.event);
  if (frequency == Frequency::immediate) {
    mail_now(context, account_id, item);
  } else if (frequency != Frequency::never) {
    context.store.alerts().add_item(account_id, item);
  }
}

Json line_of_item(const AlertItem& item)
{
  return {domain::to_text(item.event), item.subject, item.label, item.title, item.amount};
}

std::string lines_of(const std::vector<AlertItem>& items)
{
  Json lines = Json::array();
  std::ranges::transform(items, std::back_inserter(lines), line_of_item);
  return lines.dump();
}

Receivers each_once(Receivers accounts)
{
  std::ranges::sort(accounts);
  accounts.erase(std::ranges::unique(accounts).begin(), accounts.end());
  return accounts;
}

// Once each; nobody is told what they did themselves.
Receivers told_of(const Context& context, const Receivers& accounts)
{
  Receivers told = each_once(accounts);
  std::erase_if(told, [&](const std::string& one) { return is_acting(context, one); });
  return told;
}

// Whether it acts for the member of the establishment.
bool acts_for(const Context& context, const domain::Account& account, Siret siret)
{
  return account.state == domain::AccountState::active &&
         context.store.accounts().reach(account.id, siret, context.latest_day());
}

} // namespace

void mail_items(const Context& context, const domain::Account& account,
                const std::vector<AlertItem>& items)
{
  Mail mail = mail_to(account, domain::MailKind::alert);
  mail.fields["items"] = lines_of(items);
  queue_mail(context, account, mail);
}

void alert_all(const Context& context, const std::vector<std::string>& accounts,
               const AlertItem& item)
{
  for (const std::string& account : told_of(context, accounts)) {
    alert(context, account, item);
  }
}

AlertItem item_about(const Context& context, domain::AlertEvent event,
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

domain::OfficialLetter put_letter(const Context& context, domain::LetterKind kind, Siret siret,
                                  const std::string& request, const std::string& account,
                                  const formats::LetterWords& words)
{
  store::Letters letters = context.store.letters();
  domain::OfficialLetter letter{.number = letters.next_number(context.today().year()),
                                .kind = kind,
                                .siret = siret,
                                .request = request,
                                .subject = words.subject,
                                .body = words.body,
                                .channel = letters.channel(account, kind),
                                .created = context.now()};
  letters.put(letter);
  return letter;
}

namespace {

std::string first_manager(const Context& context, Siret siret)
{
  const Receivers managers = context.store.alerts().managers_of(siret);
  return managers.empty() ? "" : managers.front();
}

} // namespace

std::string account_choosing(const Context& context, const domain::FundingRequest& request)
{
  const auto maker = context.store.accounts().find_id(request.created_by);
  const bool acts = maker && acts_for(context, *maker, request.siret);
  return acts ? maker->id : first_manager(context, request.siret);
}

void tell_all(const Context& context, const AlertItem& item)
{
  alert_all(context, context.store.alerts().accounts(), item);
}

} // namespace myatlas::services
