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

} // namespace myatlas::cli
