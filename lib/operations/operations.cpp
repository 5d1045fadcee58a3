#include "operations/operations.hpp"

#include <algorithm>

#include "operations/correspondence/letters.hpp"
#include "operations/correspondence/preferences.hpp"
#include "operations/correspondence/publications.hpp"
#include "operations/invoices/invoices.hpp"

namespace myatlas::operations {

namespace {

constexpr const Operation* k_all[] = {
  &k_upload_invoice,    &k_list_invoices,    &k_show_invoice,     &k_get_invoice, &k_cancel_invoice,
  &k_open_invoice,      &k_accept_invoice,   &k_reject_invoice,   &k_pay_invoice, &k_list_letters,
  &k_get_letter,        &k_set_preference,   &k_list_preferences, &k_set_alert,   &k_list_alerts,
  &k_list_publications, &k_show_publication, &k_send_letter,      &k_publish,     &k_withdraw,
};

} // namespace

std::span<const Operation* const> all()
{
  return k_all;
}

const Operation* find(std::string_view name)
{
  const auto found = std::ranges::find(k_all, name, &Operation::name);
  return found == std::end(k_all) ? nullptr : *found;
}

} // namespace myatlas::operations
