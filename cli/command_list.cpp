#include "command_list.hpp"

#include <algorithm>

#include "commands/account/commands.hpp"
#include "commands/companies/commands.hpp"
#include "commands/contributions/commands.hpp"
#include "commands/correspondence/commands.hpp"
#include "commands/dossiers/commands.hpp"
#include "commands/files/commands.hpp"
#include "commands/invoices/commands.hpp"
#include "commands/office/commands.hpp"
#include "commands/opco/commands.hpp"
#include "commands/overview.hpp"
#include "commands/upkeep/commands.hpp"
#include "util/concatenated.hpp"

namespace myatlas::cli {

namespace {

constexpr auto k_commands = util::concatenated(
  k_login_commands, k_status_command, k_account_commands, k_company_commands, k_submission_commands,
  k_dossier_transmissions, k_dossier_commands, k_upload_commands, k_instalment_commands,
  k_invoice_commands, k_cancellation_commands, k_certificate_commands, k_invoice_transmissions,
  k_contribution_commands, k_correspondence_commands, k_report_command, k_file_commands,
  k_payment_commands, k_office_commands, k_letter_commands, k_mail_commands, k_publishing_commands,
  k_review_commands, k_amendment_commands, k_audit_commands, k_upkeep_commands);

} // namespace

std::span<const Command* const> all_commands()
{
  return k_commands;
}

const Command* find_command(const std::string& name)
{
  const auto found =
    std::ranges::find_if(all_commands(), [&](const Command* c) { return name == c->name; });
  return found == all_commands().end() ? nullptr : *found;
}

} // namespace myatlas::cli
