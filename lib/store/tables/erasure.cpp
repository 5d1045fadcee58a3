#include "store/tables/erasure.hpp"

#include <fmt/format.h>

#include "formats/tables/column_spec.hpp"
#include "store/rows.hpp"
#include "store/state_lists.hpp"
#include "util/text.hpp"

namespace myatlas::store {

namespace {

struct Place
{
  std::string_view table, column;
};

// Rows that are about the account alone, what others point to last.
constexpr Place k_rows[] = {
  {"session", "account"},
  {"kept_answer", "actor"},
  {"one_time_code", "account"},
  {"alert_item", "account"},
  {"alert", "account"},
  {"preference", "account"},
  {"letter_reading", "account"},
  {"access_grant", "account"},
  {"access_grant", "grantor"},
  {"access_invitation", "grantor"},
  {"account_establishment", "account"},
  {"account_establishment", "grantor"},
  {"unproved_establishment", "account"},
  {"account_office", "account"},
  {"account_company", "account"},
  {"client_reference", "account"},
  {"account_profile", "account"},
  {"outbox", "account"},
  {"account", "id"},
};

// Rows that an address alone says whose they are.
constexpr Place k_addresses[] = {
  {"attempt", "subject"}, {"access_invitation", "address"}, {"outbox", "recipient"}};

// Where its address says who did something.
constexpr Place k_names[] = {
  {"funding_request_change", "actor"},
  {"funding_request_document", "added_by"},
  {"invoice_change", "actor"},
  {"declaration_change", "actor"},
  {"certificate", "created_by"},
  {"contract", "sent_by"},
  {"batch", "actor"},
  {"recovery", "recorded_by"},
  {"amendment", "sent_by"},
};

struct DossierContact
{
  std::int64_t owner = 0;
  std::string number, name, email, phone, created_by;
};

constexpr auto k_dossier_contact = table<DossierContact>(
  "funding_request", Column("owner", &DossierContact::owner),
  Column("number", &DossierContact::number), Column("contact_name", &DossierContact::name),
  Column("contact_email", &DossierContact::email), Column("contact_phone", &DossierContact::phone),
  Column("created_by", &DossierContact::created_by));

} // namespace

void Erasure::erase(const ErasedPerson& person)
{
  for (const Place& place : k_rows) {
    m_engine.execute(fmt::format("delete from {} where {} = $1", place.table, place.column),
                     {person.account});
  }
  for (const std::string& value : person.identity.values) {
    for (const Place& place : k_addresses) {
      m_engine.execute(
        fmt::format("delete from {} where lower({}) = $1", place.table, place.column), {value});
    }
  }
  rename_deeds(person);
  forget_contacts(person);
}

void Erasure::rename_deeds(const ErasedPerson& person)
{
  const std::string email = util::to_lower(person.email);
  for (const Place& place : k_names) {
    m_engine.execute(
      fmt::format("update {0} set {1} = $2 where lower({1}) = $1", place.table, place.column),
      {email, person.pseudonym});
  }
}

// Who answers for a dossier, when it is this person: by address, and in a dossier of theirs by name
// or telephone too, which others bear.
void Erasure::forget_contacts(const ErasedPerson& person)
{
  const auto is_theirs = [&](const DossierContact& contact) {
    const bool is_own = contact.created_by == person.account;
    return person.identity.is_value(contact.email) ||
           (is_own &&
            (person.identity.is_name(contact.name) || person.identity.is_value(contact.phone)));
  };
  std::vector<DossierContact> theirs;
  const std::string told = "where contact_name <> '' or contact_email <> '' or contact_phone <> ''";
  for_each_row<k_dossier_contact>(m_engine, select<k_dossier_contact>() + told, {},
                                  [&](const DossierContact& contact) {
                                    if (is_theirs(contact)) {
                                      theirs.push_back(contact);
                                    }
                                    return true;
                                  });
  for (const DossierContact& contact : theirs) {
    m_engine.execute("update funding_request set contact_name = '', contact_email = '', "
                     "contact_phone = '' where owner = $1 and number = $2",
                     {contact.owner, contact.number});
  }
}

std::vector<std::string> Erasure::reject_files(std::string_view email) const
{
  return values<std::string>(m_engine,
                             "select distinct rejects from batch where lower(actor) = lower($1) "
                             "and rejects is not null and rejects <> ''",
                             {email});
}

std::vector<std::string> Erasure::portfolio_rejects(std::string_view email) const
{
  constexpr formats::FileKind k_portfolio[] = {formats::FileKind::clients,
                                               formats::FileKind::access};
  return values<std::string>(m_engine,
                             "select distinct rejects from batch where lower(actor) = lower($1) "
                             "and rejects is not null and rejects <> '' and kind in (" +
                               words_of(k_portfolio) + ")",
                             {email});
}

std::vector<std::string> Erasure::reject_paths(std::string_view email) const
{
  return values<std::string>(m_engine,
                             "select distinct reject_path from batch where lower(actor) = "
                             "lower($1) and reject_path <> ''",
                             {email});
}

bool Erasure::forget_reject_file(std::string_view digest)
{
  m_engine.execute("update batch set rejects = null where rejects = $1", {digest});
  const bool named = has_row(m_engine,
                             "select 1 from invoice where document = $1 union all select 1 from "
                             "certificate where document = $1 "
                             "union all select 1 from funding_request_document where digest = $1",
                             {digest});
  return !named && m_engine.execute("delete from document where digest = $1", {digest}) > 0;
}

std::vector<std::string> Erasure::places_of(const domain::Identity& identity) const
{
  std::vector<std::string> found;
  for (const auto& [table, column] : m_engine.text_columns()) {
    bool theirs = false;
    m_engine.each_row(fmt::format("select {1} from {0} where {1} is not null", table, column), {},
                      [&](Cells row) {
                        const auto* text = std::get_if<std::string_view>(&row[0]);
                        theirs = text != nullptr && identity.is_in(*text);
                        return !theirs;
                      });
    if (theirs) {
      found.push_back(table + "." + column);
    }
  }
  return found;
}

} // namespace myatlas::store
