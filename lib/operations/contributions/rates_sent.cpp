#include "operations/contributions/rates_sent.hpp"

#include "formats/json/rates_json.hpp"

namespace myatlas::operations {

Result<RatesSent> RatesSent::read(const SentFile& file, const Files& files)
{
  RatesSent rates;
  if (file.is_there()) {
    TRY_ASSIGN(const std::string text, files.find(file));
    TRY_ASSIGN(rates.m_sent, formats::read_usable_rates(text));
  }
  return rates;
}

const domain::RateTable& RatesSent::table() const
{
  return m_sent ? *m_sent : formats::built_in_rates();
}

} // namespace myatlas::operations
