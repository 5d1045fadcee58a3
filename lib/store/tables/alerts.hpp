#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/correspondence/alert.hpp"
#include "domain/values/date.hpp"
#include "domain/values/siret.hpp"
#include "store/engine.hpp"

namespace myatlas::store {

// What an account wants to be told of by e-mail, what it is still to be told, and whom something
// is told.
class Alerts
{
public:
  explicit Alerts(Engine& engine) : m_engine(engine) {}

  void set(std::string_view account, domain::AlertEvent event, domain::Frequency frequency);
  // As it was set; see domain::unchosen_frequency for the rest.
  std::optional<domain::Frequency> chosen(std::string_view account, domain::AlertEvent event) const;
  void add_item(std::string_view account, const domain::AlertItem& item);
  std::vector<domain::AlertItem> untold(std::string_view account) const;
  std::optional<util::Instant> last_told(std::string_view account, domain::AlertEvent event,
                                         util::Instant until) const;
  void mark_told(std::string_view account, domain::AlertEvent event, util::Instant at);
  std::vector<std::string> accounts() const; // ids of active ones that want any

  // Active accounts that manage an establishment, and those that see what is a provider's.
  std::vector<std::string> managers_of(domain::Siret siret) const;
  std::vector<std::string> providers_of(domain::Siren siren, domain::Date day) const;

private:
  Engine& m_engine;
};

} // namespace myatlas::store
