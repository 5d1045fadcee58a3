#pragma once

#include <algorithm>
#include <memory>
#include <set>
#include <span>
#include <string>

#include "store/migrate.hpp"
#include "store/sqlite/open.hpp"
#include "store/store.hpp"
#include "unit/store/all_uses.hpp"
#include "unit/store/planning_engine.hpp"

// The statements of the store, and which of them may read a whole table that grows.
namespace myatlas::store {

namespace {

// Why a statement that reads a whole table may. What it begins with, or a part of it that no other
// has.
struct Allowed
{
  const char* part;
  const char* reason;
};

constexpr Allowed k_allowed[] = {
  {"select 1 from ", "whether there is any: one row is read"},
  {"from company order by siren", "an import of whole files knows all companies"},
  {"select number, kind, title, summary", "publications are few"},
  {"from batch order by number", "all batches are asked for"},
  {"from outbox where delivered is null", "those that wait alone are in its index"},
  {"from outbox order by created", "all mails are asked for"},
  {"from outbox where delivered is not null", "the mails that were sent are asked for"},
  {"from outbox where failed is not null", "the mails that failed are asked for"},
  {"update outbox set failed = null", "mails that failed are tried again, all of them"},
  {"select distinct account from alert", "all alerts are looked at, once a day"},
  {"select distinct l.account from alert l", "all alerts are looked at, once a day"},
  {"select account, siret from unproved_establishment", "what an old store left, once"},
  {"from access_grant where revoked is null and siren > 0", "all access is asked for"},
  {"or email_key = 'closed:' || id", "an erasure or the copy of what is held of a person"},
  {"from audit a left join audit_text",
   "in the order of the audit, from the key of the page before on"},
  {"from invoice where state = $1 and (received",
   "invoices that nobody has looked at, for the work of the office: an index would cost every "
   "import more"},
  {"from (select r.number, r.title, r.state, r.changed, r.broken_off, r.accepted, (select "
   "coalesce(sum(i.without_tax)",
   "sums to recover, for the work of the office"},
  {"select id from account where", "accounts in the order of their addresses"},
  {"select sequence, hash from audit order by sequence desc limit 1", "one row is read"},
  {"from certification order by code", "an export of all certifications"},
  {"from amendment a join", "amendments that wait are few"},
  {"from account where ($1 = '' or state = $1) and email_key > $2",
   "accounts in the order of their addresses"},
  {"$1 = 1", "the host and an office see everything, in its order"},
};

const std::set<std::string> k_growing = {"account",
                                         "account_profile",
                                         "account_company",
                                         "client_reference",
                                         "account_establishment",
                                         "one_time_code",
                                         "session",
                                         "attempt",
                                         "funding_request",
                                         "funding_request_employee",
                                         "funding_request_module",
                                         "funding_request_change",
                                         "funding_request_document",
                                         "document",
                                         "invoice",
                                         "invoice_change",
                                         "invoice_line",
                                         "outbox",
                                         "audit",
                                         "audit_text",
                                         "batch",
                                         "company",
                                         "company_payroll",
                                         "establishment",
                                         "employee",
                                         "declaration",
                                         "declaration_line",
                                         "declaration_change",
                                         "receipt",
                                         "official_letter",
                                         "letter_reading",
                                         "preference",
                                         "alert_item",
                                         "access_grant",
                                         "certificate",
                                         "contract",
                                         "contract_funding",
                                         "instalment",
                                         "sirene",
                                         "transmission",
                                         "access_invitation",
                                         "recovery",
                                         "agreed_side_cost",
                                         "certification",
                                         "training_body",
                                         "kept_answer"};

bool is_allowed(const std::string& sql)
{
  return std::ranges::any_of(k_allowed,
                             [&](const Allowed& one) { return sql.find(one.part) != sql.npos; });
}

std::unique_ptr<Engine> engine_with(std::span<const char* const> rows)
{
  auto engine = sqlite::open_memory();
  engine->begin_write();
  apply_missing(*engine, newest_version());
  for (const char* row : rows) {
    engine->execute(row, {});
  }
  engine->commit();
  return engine;
}

// What `planner` says of everything the store does, in a store without rows and in one with k_rows.
PlanningEngine::Plans plans_of(const PlanningEngine::Planner& planner)
{
  PlanningEngine::Plans plans;
  Store(std::make_unique<PlanningEngine>(engine_with({}), planner, plans), util::Key{}, {})
    .audit()
    .first_broken();
  Store store(std::make_unique<PlanningEngine>(engine_with(k_rows), planner, plans), util::Key{},
              {});
  const Perimeter all = Perimeter::all();
  read_by(store, all);
  read_by(store, {false, "a", std::nullopt, k_day});
  read_by(store, {false, "a", k_siren, k_day});
  use_accounts(store);
  use_register(store);
  use_dossiers(store, all);
  use_invoices(store);
  use_declarations(store);
  use_correspondence(store);
  use_the_rest(store);
  return plans;
}

} // namespace

} // namespace myatlas::store
