#pragma once

#include "domain/correspondence/alert.hpp"
#include "domain/correspondence/official_letter.hpp"
#include "operations/operation.hpp"

namespace myatlas::operations {

struct SetPreference
{
  std::string kind, channel;
};

struct ListPreferences
{
  bool history = false; // every choice that was made, not the one in force alone
};

struct SetAlert
{
  std::string event, frequency;
};

extern const OperationOf<SetPreference> k_set_preference;
extern const OperationOf<ListPreferences> k_list_preferences;
extern const OperationOf<SetAlert> k_set_alert;
extern const OperationOf<Nothing> k_list_alerts;

} // namespace myatlas::operations

namespace myatlas::formats {

template <>
struct Shape<operations::SetPreference>
{
  using Form = operations::SetPreference;
  static constexpr std::tuple k_members = {word<domain::parse_letter_kind>("kind", &Form::kind),
                                           word<domain::parse_channel>("channel", &Form::channel)};
};

template <>
struct Shape<operations::ListPreferences>
{
  using Form = operations::ListPreferences;
  static constexpr std::tuple k_members = {member("history", &Form::history)};
};

template <>
struct Shape<operations::SetAlert>
{
  using Form = operations::SetAlert;
  static constexpr std::tuple k_members = {
    word<domain::parse_alert_event>("event", &Form::event),
    word<domain::parse_frequency>("frequency", &Form::frequency)};
};

} // namespace myatlas::formats
