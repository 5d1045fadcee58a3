#include "services/notices/mails.hpp"

#include <algorithm>

#include "formats/json/json.hpp"
#include "util/crypto.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

util::Result<Mail> opened(const Context& context, const store::OutboxMail& mail)
{
  TRY_ASSIGN(const std::string fields, util::decrypt(context.store.key(), mail.payload));
  return Mail{
    mail.kind, mail.language,
    store::as_stored(formats::parse_json(fields)).get<std::map<std::string, std::string>>()};
}

// When the code in it is worth nothing any more.
std::optional<util::Instant> expiry_of(const Mail& letter, const store::OutboxMail& mail)
{
  const auto minutes = letter.fields.find("minutes");
  return minutes == letter.fields.end()
           ? std::nullopt
           : std::optional(mail.created + std::stoll(minutes->second) * util::k_minute);
}

util::Outcome deliver(const Context& context, const store::OutboxMail& mail,
                      gateway::MailTransport& transport, const MailWriter& writer)
{
  TRY_ASSIGN(const Mail letter, opened(context, mail));
  if (const auto expires = expiry_of(letter, mail); expires && *expires <= context.now()) {
    return util::Error{"mail.expired", {mail.recipient}};
  }
  const MailText text = writer.write(letter);
  return transport.deliver({mail.id, mail.recipient, text.subject, text.body, mail.created});
}

// Before the next try, in minutes; the last again and again. Twenty per cent more or less, so that
// letters do not come in droves.
constexpr std::int64_t k_delays[] = {1, 5, 30, 120, 360};
constexpr std::int64_t k_lease = 5 * util::k_minute; // longer than any transfer takes
static_assert(k_delays[std::size(k_delays) - 1] * util::k_minute * 6 / 5 <= store::k_longest_pause);
constexpr std::int64_t k_longest = 5 * 24 * util::k_hour; // RFC 5321 4.5.4.1

util::Instant next_try(const Context& context, std::int64_t tries)
{
  const auto last = static_cast<std::int64_t>(std::size(k_delays)) - 1;
  const std::int64_t delay = k_delays[std::min(tries, last)] * util::k_minute;
  const auto chance = static_cast<unsigned char>(util::random_bytes(1)[0]);
  return context.now() + delay * 4 / 5 + delay * 2 / 5 * chance / 255;
}

bool claim(const Context& context, const store::OutboxMail& mail)
{
  store::Transaction write(context.store, context.deed());
  const bool claimed = context.store.outbox().claim(mail, context.now(), context.now() + k_lease);
  write.commit();
  return claimed;
}

bool is_any(const util::Error& error, std::initializer_list<std::string_view> codes)
{
  return std::ranges::find(codes, error.code) != codes.end();
}

// A server says back whom it was asked for.
std::string without_addresses(std::string_view answer)
{
  constexpr std::string_view k_around = " \t<>()[]{},;:\"'";
  std::string text;
  while (!answer.empty()) {
    const std::size_t begin = std::min(answer.find_first_not_of(k_around), answer.size());
    const std::size_t end = std::min(answer.find_first_of(k_around, begin), answer.size());
    const std::string_view word = answer.substr(begin, end - begin);
    text += answer.substr(0, begin);
    text += word.find('@') == word.npos ? word : "…@…";
    answer.remove_prefix(end);
  }
  return text;
}

// What is told may stand in a journal: which mail it is, and not to whom it goes.
util::Error told_without_address(const store::OutboxMail& mail, util::Error error)
{
  for (std::string& argument : error.args) {
    argument = without_addresses(argument);
  }
  if (!error.args.empty()) {
    error.args[0] = mail.id;
  }
  return error;
}

// Writes down what became of a letter; whether another may be tried.
bool settle(const Context& context, const store::OutboxMail& mail, const util::Outcome& sent,
            Delivery& delivery)
{
  store::Outbox outbox = context.store.outbox();
  store::Transaction write(context.store, context.deed());
  if (sent) {
    outbox.mark_delivered(mail, context.now());
    write.record({store::AuditKind::mail, mail.id}, std::nullopt, std::nullopt);
    write.commit();
    ++delivery.delivered;
    return true;
  }
  const util::Error& error = sent.error();
  const std::string answer = error.args.size() > 1 ? error.args[1] : "";
  const bool of_letter = is_any(error, {"mail.undelivered", "mail.deferred", "mail.outcome"});
  const bool for_good =
    is_any(error, {"mail.header", "mail.refused", "mail.expired", "store.cipher"});
  const bool too_old = context.now() >= mail.created + k_longest;
  if (for_good || (of_letter && too_old)) {
    outbox.mark_failed(mail, context.now(), error.code, answer);
    write.record({store::AuditKind::mail, mail.id}, std::nullopt,
                 formats::Json{{"failed", error.code}}.dump());
    ++delivery.failed;
  } else {
    const bool at_once =
      error.code == "mail.undelivered"; // the folder: whoever puts it right need not wait
    outbox.put_off(mail, at_once ? context.now() : next_try(context, mail.tries), error.code,
                   answer);
    ++delivery.deferred;
  }
  write.commit();
  delivery.problems.push_back(of_letter || for_good ? told_without_address(mail, error) : error);
  return of_letter || for_good;
}

} // namespace

void queue_mail(const Context& context, const domain::Account& account, const Mail& letter)
{
  std::map<std::string, std::string> all = letter.fields;
  all["email"] = account.email.text();
  const std::string fields = formats::Json(all).dump();
  context.store.outbox().put({.id = util::new_uuid7(context.now()),
                              .account = account.id,
                              .recipient = account.email.text(),
                              .kind = letter.kind,
                              .language = letter.language,
                              .payload = util::encrypt(context.store.key(), fields),
                              .created = context.now()});
}

Delivery deliver_mails(const Context& context, gateway::MailTransport& transport,
                       const MailWriter& writer, const DeliveryWitness& witness)
{
  Delivery delivery;
  bool way_is_open = true;
  for (const store::OutboxMail& mail : context.store.outbox().due(context.now())) {
    if (!way_is_open || !witness.goes_on()) {
      ++delivery.deferred;
    } else if (claim(context, mail)) {
      const util::Outcome sent = deliver(context, mail, transport, writer);
      way_is_open = settle(context, mail, sent, delivery);
      witness.settled(mail, sent);
    }
  }
  return delivery;
}

std::int64_t retry_failed_mails(const Context& context)
{
  store::Transaction write(context.store, context.deed());
  const std::int64_t count = context.store.outbox().retry_failed(context.now());
  write.record({store::AuditKind::mail}, std::nullopt, formats::Json{{"retried", count}}.dump());
  write.commit();
  return count;
}

} // namespace myatlas::services
