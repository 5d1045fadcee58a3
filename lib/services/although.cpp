#include "services/although.hpp"

#include "formats/json/json.hpp"
#include "services/form_values.hpp"

namespace myatlas::services {

Although::Although(const std::string& typed, util::Errors& problems)
  : m_typed(util::collect(comment_of(typed), problems, "although").value_or(""))
{
}

util::Outcome Although::pass(const util::Errors& found)
{
  if (found.empty()) {
    return util::Done{};
  }
  if (m_typed.empty()) {
    return found;
  }
  m_reason = m_typed;
  for (const util::Error& error : found) {
    m_passed.push_back(error.code);
  }
  return util::Done{};
}

void Although::record(store::Transaction& write, const store::AuditSubject& subject) const
{
  if (!m_typed.empty()) {
    write.record(subject, std::nullopt,
                 formats::Json{{"although", m_typed}, {"passed", m_passed}}.dump());
  }
}

} // namespace myatlas::services
