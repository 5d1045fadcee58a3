#pragma once

#include <optional>

#include "domain/contributions/rates.hpp"
#include "operations/operation.hpp"

namespace myatlas::operations {

// A rate table that came along with a request; none: the built-in one counts.
class RatesSent
{
public:
  // upload.unknown, and as read_usable_rates fails.
  static Result<RatesSent> read(const SentFile& file, const Files& files);

  const domain::RateTable& table() const;

private:
  std::optional<domain::RateTable> m_sent;
};

} // namespace myatlas::operations
