#pragma once

#include <string>
#include <vector>

#include "services/context.hpp"
#include "store/tables/letters.hpp"

namespace myatlas::services {

// From now on, letters of a kind on paper or not. False: it was so already.
Result<bool> set_preference(const Context& context, const std::string& kind,
                            const std::string& channel);
Result<std::vector<store::PreferenceChange>>
list_preferences(const Context& context); // the whole history

struct AlertSetting
{
  domain::AlertEvent event;
  domain::Frequency frequency;
};
Result<AlertSetting> set_alert(const Context& context, const std::string& event,
                               const std::string& frequency);
Result<std::vector<AlertSetting>> list_alerts(const Context& context);

} // namespace myatlas::services
