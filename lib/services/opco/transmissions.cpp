// What is sent to an OPCO is written down before and after.
#include "services/opco/transmit.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::Transmission;
using domain::TransmissionKind;
using domain::TransmissionState;
using formats::Json;
using store::AuditKind;

// What was begun under one key goes on under its name.
util::Key first_key(store::Store& store)
{
  const auto former = store.former_keys();
  return former.empty() ? store.key() : former.front().key;
}

const char* name_of(TransmissionKind kind)
{
  return domain::name_of(domain::k_transmission_kinds, kind);
}

std::string trace_of(const Transmission& transmission, const char* what)
{
  return Json{{"opco", transmission.opco},
              {"kind", name_of(transmission.kind)},
              {"what", what},
              {"internal", transmission.internal}}
    .dump();
}

std::string trace_of_refusal(const Transmission& transmission, const Error& refused)
{
  return Json{{"opco", transmission.opco}, {"refused", refused.code}}.dump();
}

} // namespace

// The same for the same thing, whenever and by whichever process it is sent.
std::string OpcoLink::key_of(TransmissionKind kind, const std::string& subject) const
{
  const std::string what = std::string("transmission|") + name_of(kind) + "|" + subject + "|";
  return util::keyed_hash(first_key(m_context.store), what + m_connection.opco).substr(0, 32);
}

void OpcoLink::record(Transaction& write, const Transmission& transmission,
                      const std::string& trace) const
{
  write.record({AuditKind::transmission, transmission.subject}, std::nullopt, trace);
}

void OpcoLink::keep(const Transmission& transmission, const char* what)
{
  Transaction write = m_context.begin();
  m_context.store.opco_links().put(m_cfa, transmission);
  record(write, transmission, trace_of(transmission, what));
  write.commit();
}

void OpcoLink::forget(const Transmission& transmission, const Error& refused)
{
  Transaction write = m_context.begin();
  m_context.store.opco_links().forget(m_cfa, transmission);
  record(write, transmission, trace_of_refusal(transmission, refused));
  write.commit();
}

Transmission OpcoLink::begun(const Task& task) const
{
  return {.kind = task.kind,
          .subject = task.subject,
          .opco = m_connection.opco,
          .begun = m_context.now()};
}

void OpcoLink::mark_sent(Transmission& transmission) const
{
  transmission.state = TransmissionState::sent;
  transmission.answered = m_context.now();
}

// First written down, then sent, then written down as answered: whoever is killed in between leaves
// it as unknown.
Result<Transmission> OpcoLink::transmit(const Task& task)
{
  const auto known = known_of(task.kind, task.subject);
  if (known && known->state != TransmissionState::unknown) {
    return *known;
  }
  Transmission transmission = known.value_or(begun(task));
  TRY_ASSIGN(const bool is_there, known ? find_there(task, transmission) : Result<bool>(false));
  return is_there ? transmission : send(task, transmission);
}

std::optional<Transmission> OpcoLink::known_of(TransmissionKind kind,
                                               const std::string& subject) const
{
  return m_context.store.opco_links().find(m_cfa, kind, subject, m_connection.opco);
}

// What got no answer may have arrived.
Result<bool> OpcoLink::find_there(const Task& task, Transmission& transmission)
{
  if (!task.look_for) {
    return false;
  }
  TRY_ASSIGN(const bool is_there, task.look_for(transmission));
  if (is_there) {
    mark_sent(transmission);
    keep(transmission, "found");
  }
  return is_there;
}

Result<Transmission> OpcoLink::send(const Task& task, Transmission transmission)
{
  keep(transmission, "begun");
  const Result<Json> answer = task.send(key_of(task.kind, task.subject));
  if (!answer) {
    forget_refused(transmission, answer.error());
    return answer.errors();
  }
  mark_sent(transmission);
  task.take(transmission, *answer);
  keep(transmission, "answered");
  return transmission;
}

void OpcoLink::forget_refused(const Transmission& transmission, const Error& error)
{
  if (!gateway::may_have_arrived(error)) {
    forget(transmission, error);
  }
}

std::vector<Transmission> OpcoLink::links() const
{
  return m_context.store.opco_links().list(m_cfa, m_connection.opco);
}

} // namespace myatlas::services
