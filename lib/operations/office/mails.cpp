#include "operations/office/mails.hpp"

#include "domain/values/names.hpp"

namespace myatlas::operations {

namespace {

using services::Context;

constexpr domain::NamedValue<store::MailState> k_mail_states[] = {
  {"waiting", store::MailState::waiting},
  {"sent", store::MailState::sent},
  {"failed", store::MailState::failed}};

using MailAsked = std::optional<store::MailState>;

util::Result<MailAsked> understood_mails(const ListMails& request)
{
  util::Errors problems;
  const MailAsked state = given<parse_mail_state>(request.state, "state", problems);
  return problems.empty() ? util::Result<MailAsked>(state) : util::Result<MailAsked>(problems);
}

Json json_of(const store::OutboxMail& mail)
{
  const auto instant = [](const std::optional<util::Instant>& at) {
    return at ? Json(util::to_rfc3339(*at)) : Json(nullptr);
  };
  return {{"id", mail.id},
          {"recipient", mail.recipient},
          {"kind", domain::to_text(mail.kind)},
          {"state", domain::name_of(k_mail_states, store::state_of(mail))},
          {"created", util::to_rfc3339(mail.created)},
          {"tries", mail.tries},
          {"next_try", instant(mail.next_try)},
          {"delivered", instant(mail.delivered)},
          {"failed", instant(mail.failed)},
          {"reason", formats::text_or_null(mail.reason)},
          {"answer", formats::text_or_null(mail.answer)}};
}

util::Result<Json> list_mail(const Context& context, const MailAsked& state)
{
  Json rows = Json::array();
  for (const store::OutboxMail& mail : context.store.outbox().list(state)) {
    rows.push_back(json_of(mail));
  }
  return Json{{"schema", "myatlas/mails/1"}, {"mails", rows}};
}

} // namespace

util::Result<store::MailState> parse_mail_state(std::string_view text)
{
  const auto found = domain::value_of(k_mail_states, text, "usage.choice");
  return found ? util::Result<store::MailState>(*found)
               : util::Result<store::MailState>(util::Error{
                   "usage.choice", {std::string(text), "state", domain::names_in(k_mail_states)}});
}

constexpr OperationOf<ListMails> k_list_mail = operation<understood_mails, list_mail>({
  .name = "admin list-mail",
  .who = Who::office,
  .answer = "myatlas/mails/1",
});

} // namespace myatlas::operations
