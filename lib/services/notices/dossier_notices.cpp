#include "services/notices/dossier_notices.hpp"

#include <algorithm>

#include "formats/pdf/letter_text.hpp"
#include "services/notices/dossier_letters.hpp"
#include "services/notices/notices.hpp"
#include "util/ranges.hpp"

namespace myatlas::services {

namespace {

using domain::AlertEvent;
using domain::Date;
using domain::FundingRequest;
using domain::LetterKind;
using domain::RequestEvent;
using domain::Siret;

// The letter that answers or asks at an event.
std::optional<LetterKind> letter_for(RequestEvent event)
{
  switch (event) {
  case RequestEvent::accept:
    return LetterKind::agreement;
  case RequestEvent::refuse:
    return LetterKind::refusal;
  case RequestEvent::ask:
    return LetterKind::documents_request;
  default:
    return std::nullopt;
  }
}

bool is_told(RequestEvent event)
{
  return event != RequestEvent::create_draft && event != RequestEvent::edit;
}

void write_letters(const DossierNotices& notices, RequestEvent event, const std::string& comment,
                   std::optional<Date> last_invoice)
{
  if (const auto kind = letter_for(event)) {
    notices.write_decision(*kind, comment);
  }
  if (event == RequestEvent::break_off) {
    notices.write_break_off(last_invoice);
  }
}

} // namespace

void tell_about(const Context& context, const FundingRequest& request, RequestEvent event,
                const std::string& comment, std::optional<Date> last_invoice)
{
  if (!is_told(event)) {
    return;
  }
  const DossierNotices notices(context, request);
  const AccountIds accounts = notices.concerned();
  write_letters(notices, event, comment, last_invoice);
  if (event == RequestEvent::ask) {
    notices.alert(accounts, AlertEvent::documents_asked, comment);
  } else {
    notices.alert(accounts, AlertEvent::request_changed, domain::to_text(request.state));
  }
}

void ask_for_recovery(const Context& context, const FundingRequest& request, Siret payee,
                      const SumAskedBack& claimed)
{
  const DossierNotices notices(context, request);
  const auto earlier = claimed.asked.cents > 0 ? notices.past_claim(payee.siren()) : std::nullopt;
  notices.write(LetterKind::recovery, payee,
                formats::recovery_letter(request, claimed.owed, claimed.to_recover, earlier));
}

void withdraw_claim(const Context& context, const FundingRequest& request, Siret payee)
{
  const DossierNotices notices(context, request);
  if (const auto claim = notices.past_claim(payee.siren())) {
    notices.write(LetterKind::recovery, payee, formats::withdrawn_letter(request, *claim));
  }
}

namespace {

// The parties, and who was one before.
std::vector<Siret> parties_told(const DossierNotices& notices, const AmendmentAnswer& answer)
{
  std::vector<Siret> parties = notices.parties();
  if (answer.former) {
    parties.push_back(*answer.former);
  }
  return parties;
}

// Each is told of what was asked of it alone.
class AnswerLetters
{
public:
  AnswerLetters(const DossierNotices& notices, const FundingRequest& request,
                const AmendmentAnswer& answer)
    : m_notices(notices), m_request(request), m_answer(answer)
  {
  }

  void write(Siret to) const
  {
    m_notices.write(kind(), to, formats::amendment_letter(m_request, told(to)));
  }

private:
  LetterKind kind() const
  {
    return m_answer.reason.empty() ? LetterKind::agreement : LetterKind::refusal;
  }

  formats::AmendmentWords told(Siret to) const
  {
    return {m_answer.effective, m_answer.reason, m_notices.told(m_answer.last_invoice),
            m_answer.former, withdrawn(to.siren())};
  }

  std::optional<formats::PastClaim> withdrawn(domain::Siren siren) const
  {
    return m_answer.relieved.contains(siren) ? m_notices.past_claim(siren) : std::nullopt;
  }

  const DossierNotices& m_notices;
  const FundingRequest& m_request;
  const AmendmentAnswer& m_answer;
};

} // namespace

void answer_amendment(const Context& context, const FundingRequest& request,
                      const AmendmentAnswer& answer)
{
  const DossierNotices notices(context, request);
  const AnswerLetters answers(notices, request, answer);
  for (const Siret to : parties_told(notices, answer)) {
    answers.write(to);
  }
}

namespace {

// Who managed it, and does no longer.
AccountIds former_managers(const Context& context, const FundingRequest& before,
                           const FundingRequest& after)
{
  const AccountIds now = DossierNotices(context, after).managers();
  AccountIds then = DossierNotices(context, before).managers();
  std::erase_if(then, [&](const std::string& one) { return util::contains(now, one); });
  return then;
}

domain::AlertItem change_of(const Context& context, const FundingRequest& request)
{
  return item_about(context, AlertEvent::request_changed, request, request.number,
                    domain::to_text(request.state));
}

} // namespace

void tell_of_move(const Context& context, const FundingRequest& before, const FundingRequest& after)
{
  alert_all(context, former_managers(context, before, after), change_of(context, after));
}

} // namespace myatlas::services
