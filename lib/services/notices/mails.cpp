#include "services/notices/mails.hpp"

#include <algorithm>

#include "formats/json/json.hpp"
#include "util/crypto.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::Account;
using formats::Json;
using store::AuditKind;
using store::OutboxMail;
using util::Instant;

using Fields = std::map<std::string, std::string>;

Fields fields_in(const std::string& text)
{
  return store::as_stored(formats::parse_json(text)).get<Fields>();
}

Result<Mail> opened(const Context& context, const OutboxMail& mail)
{
  TRY_ASSIGN(const std::string fields, util::decrypt(context.store.key(), mail.payload));
  return Mail{mail.kind, mail.language, fields_in(fields)};
}

std::int64_t duration(const std::string& minutes)
{
  return std::stoll(minutes) * util::k_minute;
}

// When the code in it is worth nothing any more.
std::optional<Instant> expiry_of(const Mail& content, const OutboxMail& mail)
{
  const auto minutes = content.fields.find("minutes");
  return minutes == content.fields.end() ? std::nullopt
                                         : std::optional(mail.created + duration(minutes->second));
}

bool is_expired(const Context& context, const Mail& content, const OutboxMail& mail)
{
  const auto expires = expiry_of(content, mail);
  return expires && *expires <= context.now();
}

Result<Mail> current(const Context& context, const OutboxMail& mail)
{
  TRY_ASSIGN(const Mail content, opened(context, mail));
  TRY(fail_unless(!is_expired(context, content, mail), {"mail.expired", {mail.recipient}}));
  return content;
}

Outcome deliver(const Context& context, const OutboxMail& mail, gateway::MailTransport& transport,
                const MailWriter& writer)
{
  TRY_ASSIGN(const Mail content, current(context, mail));
  const MailText text = writer.write(content);
  return transport.deliver({mail.id, mail.recipient, text.subject, text.body, mail.created});
}

// Before the next try, in minutes; the last again and again. Twenty per cent more or less, so that
// mails do not come in droves.
constexpr std::int64_t k_delays[] = {1, 5, 30, 120, 360};
constexpr std::int64_t k_lease = 5 * util::k_minute; // longer than any transfer takes
static_assert(k_delays[std::size(k_delays) - 1] * util::k_minute * 6 / 5 <= store::k_longest_pause);
constexpr std::int64_t k_longest = 5 * 24 * util::k_hour; // RFC 5321 4.5.4.1

std::int64_t delay_after(std::int64_t tries)
{
  const auto last = static_cast<std::int64_t>(std::size(k_delays)) - 1;
  return k_delays[std::min(tries, last)] * util::k_minute;
}

Instant next_try(const Context& context, std::int64_t tries)
{
  const std::int64_t delay = delay_after(tries);
  const auto chance = static_cast<unsigned char>(util::random_bytes(1)[0]);
  return context.now() + delay * 4 / 5 + delay * 2 / 5 * chance / 255;
}

bool claim(const Context& context, const OutboxMail& mail)
{
  Transaction write = context.begin();
  const bool claimed = context.store.outbox().claim(mail, context.now(), context.now() + k_lease);
  write.commit();
  return claimed;
}

bool is_any(const Error& error, std::initializer_list<std::string_view> codes)
{
  return std::ranges::find(codes, error.code) != codes.end();
}

constexpr std::string_view k_around = " \t<>()[]{},;:\"'";

std::string_view word_without_address(std::string_view word)
{
  return word.find('@') == word.npos ? word : "…@…";
}

// A server says back whom it was asked for.
std::string without_addresses(std::string_view answer)
{
  std::string text;
  while (!answer.empty()) {
    const std::size_t begin = std::min(answer.find_first_not_of(k_around), answer.size());
    const std::size_t end = std::min(answer.find_first_of(k_around, begin), answer.size());
    text += answer.substr(0, begin);
    text += word_without_address(answer.substr(begin, end - begin));
    answer.remove_prefix(end);
  }
  return text;
}

// What is told may stand in a journal: which mail it is, and not to whom it goes.
Error told_without_address(const OutboxMail& mail, Error error)
{
  for (std::string& argument : error.args) {
    argument = without_addresses(argument);
  }
  if (!error.args.empty()) {
    error.args[0] = mail.id;
  }
  return error;
}

// A mail that was tried: whether another may be, and when it is tried again.
class Tried
{
public:
  Tried(const Context& context, const OutboxMail& mail)
    : m_context(context), m_mail(mail), m_outbox(context.store.outbox()), m_write(context.begin())
  {
  }

  void mark_delivered()
  {
    m_outbox.mark_delivered(m_mail, m_context.now());
    record(std::nullopt);
    m_write.commit();
  }

  // False: it failed for good.
  bool put_off_or_fail(const Error& error)
  {
    const bool waits = may_be_tried_after(error);
    if (waits) {
      put_off(error);
    } else {
      fail(error);
    }
    m_write.commit();
    return waits;
  }

  static bool is_of_letter(const Error& error)
  {
    return is_any(error, {"mail.undelivered", "mail.deferred", "mail.outcome"});
  }

  static bool is_for_good(const Error& error)
  {
    return is_any(error, {"mail.header", "mail.refused", "mail.expired", "store.cipher"});
  }

private:
  void record(std::optional<std::string> what)
  {
    m_write.record({AuditKind::mail, m_mail.id}, std::nullopt, std::move(what));
  }

  bool may_be_tried_after(const Error& error) const
  {
    return !is_for_good(error) && !(is_of_letter(error) && is_too_old());
  }

  void put_off(const Error& error)
  {
    m_outbox.put_off(m_mail, next_try_after(error), error.code, answer_in(error));
  }

  void fail(const Error& error)
  {
    m_outbox.mark_failed(m_mail, m_context.now(), error.code, answer_in(error));
    record(Json{{"failed", error.code}}.dump());
  }

  static std::string answer_in(const Error& error)
  {
    return error.args.size() > 1 ? error.args[1] : "";
  }

  bool is_too_old() const { return m_context.now() >= m_mail.created + k_longest; }

  // At once from the folder: whoever puts it right need not wait.
  Instant next_try_after(const Error& error) const
  {
    return error.code == "mail.undelivered" ? m_context.now() : next_try(m_context, m_mail.tries);
  }

  const Context& m_context;
  const OutboxMail& m_mail;
  store::Outbox m_outbox;
  Transaction m_write;
};

// Writes down why a mail did not go; whether another may be tried.
void count_failed(Delivery& delivery, bool is_put_off)
{
  if (is_put_off) {
    ++delivery.deferred;
  } else {
    ++delivery.failed;
  }
}

bool is_its_own(const Error& error)
{
  return Tried::is_of_letter(error) || Tried::is_for_good(error);
}

bool settle_failed(const Context& context, const OutboxMail& mail, const Error& error,
                   Delivery& delivery)
{
  count_failed(delivery, Tried(context, mail).put_off_or_fail(error));
  const bool is_of_mail = is_its_own(error);
  delivery.problems.push_back(is_of_mail ? told_without_address(mail, error) : error);
  return is_of_mail;
}

// Writes down what became of a mail; whether another may be tried.
bool settle(const Context& context, const OutboxMail& mail, const Outcome& sent, Delivery& delivery)
{
  if (!sent) {
    return settle_failed(context, mail, sent.error(), delivery);
  }
  Tried(context, mail).mark_delivered();
  ++delivery.delivered;
  return true;
}

} // namespace

Mail mail_to(const Account& account, domain::MailKind kind)
{
  return {kind,
          account.language,
          {{"first_name", account.first_name.text()}, {"last_name", account.last_name.text()}}};
}

namespace {

std::string sealed_fields(const Context& context, const Account& account, const Mail& content)
{
  std::map<std::string, std::string> fields = content.fields;
  fields["email"] = account.email.text();
  return util::encrypt(context.store.key(), Json(fields).dump());
}

} // namespace

void queue_mail(const Context& context, const Account& account, const Mail& content)
{
  context.store.outbox().put({.id = util::new_uuid7(context.now()),
                              .account = account.id,
                              .recipient = account.email.text(),
                              .kind = content.kind,
                              .language = content.language,
                              .payload = sealed_fields(context, account, content),
                              .created = context.now()});
}

Delivery deliver_mails(const Context& context, gateway::MailTransport& transport,
                       const MailWriter& writer, const DeliveryWitness& witness)
{
  Delivery delivery;
  bool way_is_open = true;
  for (const OutboxMail& mail : context.store.outbox().due(context.now())) {
    if (!way_is_open || !witness.goes_on()) {
      ++delivery.deferred;
    } else if (claim(context, mail)) {
      const Outcome sent = deliver(context, mail, transport, writer);
      way_is_open = settle(context, mail, sent, delivery);
      witness.settled(mail, sent);
    }
  }
  return delivery;
}

std::int64_t retry_failed_mails(const Context& context)
{
  Transaction write = context.begin();
  const std::int64_t count = context.store.outbox().retry_failed(context.now());
  write.record({AuditKind::mail}, std::nullopt, Json{{"retried", count}}.dump());
  write.commit();
  return count;
}

} // namespace myatlas::services
