#include "services/although.hpp"

#include "formats/json/json.hpp"
#include "services/form_values.hpp"

namespace myatlas::services {

Although::Although(const std::string& typed, Errors& problems)
  : m_typed(util::collect(comment_of(typed), problems, "although").value_or(""))
{
}

Outcome Although::pass(const Errors& found)
{
  if (found.empty()) {
    return Done{};
  }
  if (m_typed.empty()) {
    return found;
  }
  m_reason = m_typed;
  for (const Error& error : found) {
    m_passed.push_back(error.code);
  }
  return Done{};
}

void Although::record(Transaction& write, const store::AuditSubject& subject) const
{
  if (!m_typed.empty()) {
    write.record(subject, std::nullopt,
                 formats::Json{{"although", m_typed}, {"passed", m_passed}}.dump());
  }
}

} // namespace myatlas::services
