#pragma once

#include "operations/correspondence/letters.hpp"
#include "operations/correspondence/preferences.hpp"
#include "operations/correspondence/publications.hpp"

// What may be asked, in the order of all: what stands together there is one list.
namespace myatlas::operations {

inline constexpr const Operation* k_correspondence_operations[] = {
  &k_list_letters, &k_get_letter,  &k_set_preference,    &k_list_preferences,
  &k_set_alert,    &k_list_alerts, &k_list_publications, &k_show_publication};
inline constexpr const Operation* k_letter_operations[] = {&k_send_letter};
inline constexpr const Operation* k_publishing_operations[] = {&k_publish, &k_withdraw};

} // namespace myatlas::operations
