#include "services/files/sent_numbers.hpp"

namespace myatlas::services {

SentNumbers::SentNumbers(const Context& context, std::function<void()> rest)
  : m_context(context), m_rest(std::move(rest)), m_any_before(context.store.invoices().any())
{
}

void SentNumbers::take_in(domain::Siren provider)
{
  m_rest();
  if (m_context.store.invoices().more_than(k_most_known, provider)) {
    m_large_providers.insert(provider.number());
    return;
  }
  m_context.store.invoices().each_number(
    provider, [&](const std::string& number) { m_numbers.add_before(provider.number(), number); });
}

void SentNumbers::look_up(domain::Siren provider, std::string_view number)
{
  if (m_any_before && m_providers.insert(provider.number())) {
    take_in(provider);
  }
  m_numbers.look_up(provider.number(), number);
}

bool SentNumbers::was_before(domain::Siren provider, std::string_view number)
{
  if (!m_any_before || !m_large_providers.contains(provider.number())) {
    return m_numbers.was_before();
  }
  m_rest();
  return m_context.store.invoices().has(provider, number);
}

} // namespace myatlas::services
