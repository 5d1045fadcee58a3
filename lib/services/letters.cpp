#include "services/letters.hpp"

#include "formats/json.hpp"
#include "util/crypto.hpp"

namespace myatlas::services {

namespace {

util::Result<Letter> opened(const Context& context, const store::OutboxMail& mail)
{
  const util::Result<std::string> fields = util::decrypt(context.store.key(), mail.payload);
  if (!fields) {
    return fields.errors();
  }
  return Letter{mail.template_name, mail.language, formats::Json::parse(*fields).get<std::map<std::string, std::string>>()};
}

util::Outcome deliver(const Context& context, const store::OutboxMail& mail, gateway::MailTransport& transport,
                      const LetterWriter& writer)
{
  const util::Result<Letter> letter = opened(context, mail);
  if (!letter) {
    return letter.errors();
  }
  const LetterText text = writer.write(*letter);
  return transport.deliver({mail.id, mail.recipient, text.subject, text.body, mail.created});
}

} // namespace

void queue_letter(const Context& context, const domain::Account& account, const Letter& letter)
{
  std::map<std::string, std::string> all = letter.fields;
  all["email"] = account.email.text();
  const std::string fields = formats::Json(all).dump();
  context.store.outbox().put({util::new_uuid7(context.now()), account.id, account.email.text(), letter.template_name,
                              letter.language, util::encrypt(context.store.key(), fields), context.now()});
}

Delivery deliver_letters(const Context& context, gateway::MailTransport& transport, const LetterWriter& writer)
{
  Delivery delivery;
  for (const store::OutboxMail& mail : context.store.outbox().due()) {
    const util::Outcome sent = deliver(context, mail, transport, writer);
    if (!sent) {
      delivery.failed.push_back(sent.error());
      continue;
    }
    store::Transaction write(context.store, context.deed());
    context.store.outbox().mark_delivered(mail, context.now());
    write.record("mail " + mail.id, std::nullopt, std::nullopt);
    write.commit();
    ++delivery.delivered;
  }
  return delivery;
}

} // namespace myatlas::services
