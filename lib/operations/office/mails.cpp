#include "operations/office/mails.hpp"

#include "domain/values/names.hpp"
#include "operations/documents.hpp"

namespace myatlas::operations {

namespace {

using services::Context;

constexpr domain::NamedValue<store::MailState> k_mail_states[] = {
  {"waiting", store::MailState::waiting},
  {"sent", store::MailState::sent},
  {"failed", store::MailState::failed}};

using MailAsked = std::optional<store::MailState>;

Result<MailAsked> understood_mails(const ListMails& request)
{
  Errors problems;
  const MailAsked state = given<parse_mail_state>(request.state, "state", problems);
  return or_problems(state, problems);
}

// What became of it.
Json fate_json(const store::OutboxMail& mail)
{
  return {{"tries", mail.tries},
          {"next_try", or_null(mail.next_try, util::to_rfc3339)},
          {"delivered", or_null(mail.delivered, util::to_rfc3339)},
          {"failed", or_null(mail.failed, util::to_rfc3339)},
          {"reason", formats::text_or_null(mail.reason)},
          {"answer", formats::text_or_null(mail.answer)}};
}

Json mail_json(const store::OutboxMail& mail)
{
  Json json = {{"id", mail.id},
               {"recipient", mail.recipient},
               {"kind", domain::to_text(mail.kind)},
               {"state", domain::name_of(k_mail_states, store::state_of(mail))},
               {"created", util::to_rfc3339(mail.created)}};
  json.update(fate_json(mail));
  return json;
}

Result<Json> list_mail(const Context& context, const MailAsked& state)
{
  return list_document("myatlas/mails/1", "mails",
                       rows_of(context.store.outbox().list(state), mail_json));
}

} // namespace

Result<store::MailState> parse_mail_state(std::string_view text)
{
  return word_in<k_mail_states>(text, "state");
}

Json mail_sent(int digests, const services::Delivery& delivery)
{
  return {{"schema", "myatlas/mail-sent/1"},
          {"digests", digests},
          {"delivered", delivery.delivered},
          {"deferred", delivery.deferred},
          {"failed", delivery.failed}};
}

constexpr OperationOf<ListMails> k_list_mail = operation<understood_mails, list_mail>({
  .name = "admin list-mail",
  .who = Who::office,
  .answer = "myatlas/mails/1",
});

} // namespace myatlas::operations
