#pragma once

#include "command.hpp"

namespace myatlas::cli {

extern const Command k_list_letters;
extern const Command k_get_letter;
extern const Command k_set_preference;
extern const Command k_list_preferences;
extern const Command k_set_alert;
extern const Command k_list_alerts;
extern const Command k_list_publications;
extern const Command k_show_publication;
extern const Command k_admin_send_letter;
extern const Command k_admin_publish;
extern const Command k_admin_withdraw;

// In the order of the general help: what stands together there is one list.
inline constexpr const Command* k_correspondence_commands[] = {
  &k_list_letters, &k_get_letter,  &k_set_preference,    &k_list_preferences,
  &k_set_alert,    &k_list_alerts, &k_list_publications, &k_show_publication};
inline constexpr const Command* k_letter_commands[] = {&k_admin_send_letter};
inline constexpr const Command* k_publishing_commands[] = {&k_admin_publish, &k_admin_withdraw};

} // namespace myatlas::cli
