#include "store/erasure.hpp"

#include <fmt/format.h>

namespace myatlas::store {

namespace {

struct Place
{
  std::string_view table, column;
};

// Rows that are about the account alone, what others point to last.
constexpr Place k_rows[] = {
  {"session", "account"},          {"one_time_code", "account"},   {"alert_item", "account"}, {"alert", "account"},
  {"preference", "account"},       {"letter_reading", "account"},  {"access_grant", "account"}, {"access_grant", "grantor"},
  {"account_establishment", "account"}, {"account_establishment", "grantor"}, {"unproved_establishment", "account"}, {"account_office", "account"},
  {"account_company", "account"}, {"account_profile", "account"}, {"outbox", "account"},
  {"account", "id"},
};

// Where its address says who did something.
constexpr Place k_names[] = {
  {"funding_request_change", "actor"}, {"funding_request_document", "added_by"}, {"invoice_change", "actor"},
  {"declaration_change", "actor"},     {"certificate", "created_by"}, {"contract", "sent_by"},            {"batch", "actor"},
};

} // namespace

void Erasure::erase(std::string_view account, std::string_view email, std::string_view email_key, std::string_view pseudonym)
{
  for (const Place& place : k_rows) {
    m_engine.execute(fmt::format("delete from {} where {} = $1", place.table, place.column), {account});
  }
  m_engine.execute("delete from attempt where subject = $1", {email_key});
  for (const Place& place : k_names) {
    m_engine.execute(fmt::format("update {0} set {1} = $2 where {1} = $1", place.table, place.column), {email, pseudonym});
  }
  m_engine.execute("update funding_request set contact_name = '', contact_email = '', contact_phone = '' where lower(contact_email) = $1",
                   {email_key});
}

} // namespace myatlas::store
