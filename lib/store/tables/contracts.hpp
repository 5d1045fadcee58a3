#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/dossiers/instalments.hpp"
#include "domain/invoices/billed_line.hpp"
#include "domain/values/siret.hpp"
#include "store/engine.hpp"
#include "util/crypto.hpp"

namespace myatlas::store {

// What the OPCO funds a contract with, and what became of it.
struct ContractFunding
{
  domain::Money yearly;                            // niveau de prise en charge
  std::optional<domain::Date> trainee_from, ended; // broken off after that day
  bool in_probation = false;
};

// An instalment with what its invoices that were not refused come to, less what came back. A
// contract that was amended or broken off may be worth less than was invoiced of it: what is over,
// all of one that is gone, is taken off those that follow.
struct InstalmentState
{
  domain::Instalment instalment;
  domain::Money invoiced, paid; // of which: paid
  domain::Money deducted = {};
  bool is_lost =
    false; // what is open was not invoiced in time (services/dossiers/contract_terms.hpp)
  domain::Money open() const
  {
    return std::max(domain::Money{}, instalment.amount - invoiced - deducted);
  }
  domain::Money left() const { return is_lost ? domain::Money{} : open(); } // to invoice
};
using Schedule = std::vector<InstalmentState>; // of a contract, in its order

// A line of an invoice that was not refused.
struct InvoicedLine
{
  std::string invoice;
  domain::BilledLine line;
};
using InvoicedLines = std::vector<InvoicedLine>;

domain::Money total(const std::vector<InstalmentState>& instalments);

// The first instalment of the contract itself, whatever was funded before it as a trainee (E0): the
// advance, which asks for no evidence and takes the first equipment
// (doc/sources/apprenticeship.md). 0: there is none.
int advance_of(const std::vector<InstalmentState>& instalments);

// "gone", "lost", "invoiced" where nothing is left, "to_invoice": an instalment as it stands.
const char* to_text(const InstalmentState& state);

InstalmentState* balance_of(
  std::vector<InstalmentState>& instalments); // the last one that is not gone; null: there is none

// An amendment (avenant) that was sent and not answered yet.
struct PendingAmendment
{
  domain::Contract contract; // as it would be
  std::string sent_by;
  util::Instant sent;
};

// A contract as it was sent: first, completed, or by an amendment that was accepted.
struct ContractVersion
{
  domain::Contract contract;
  std::string sent_by;
  util::Instant sent;
};

struct WaitingDossier
{
  std::string number, title, state;
  util::Instant since;
};

// Apprenticeship contracts (contrats d'apprentissage) by the key of their dossier
// (FundingRequests::key), sealed at rest.
class Contracts
{
public:
  Contracts(Engine& engine, const util::Key& key) : m_engine(engine), m_key(key) {}

  bool has(std::int64_t dossier) const;
  std::optional<domain::Contract> find(std::int64_t dossier) const;     // as it was last amended
  std::optional<domain::Contract> original(std::int64_t dossier) const; // before its amendments
  std::int64_t versions(std::int64_t dossier) const;                    // 1 and its amendments
  void put(std::int64_t dossier, const domain::Contract& contract, std::string_view sent_by,
           util::Instant now); // another version

  std::vector<ContractVersion> all_versions(std::int64_t dossier) const; // the first one first

  // The amendment of a contract that waits for the OPCO's answer; one at a time.
  std::optional<PendingAmendment> amendment(std::int64_t dossier) const;
  void put_amendment(std::int64_t dossier, const domain::Contract& contract,
                     std::string_view sent_by, util::Instant now); // in place of what waits
  void drop_amendment(std::int64_t dossier);
  std::vector<WaitingDossier> amended() const; // dossiers with one

  // Number of the dossier of a contract of the same person, establishment and first day, sent by
  // the same CFA, that is neither refused nor cancelled.
  std::optional<std::string> number_of_same(const domain::Contract& contract,
                                            domain::Siren cfa) const;

  std::optional<ContractFunding> funding(std::int64_t dossier) const;
  void fund(std::int64_t dossier, const ContractFunding& funding,
            const std::vector<domain::Instalment>& schedule); // in place of what was
  std::vector<domain::Instalment>
  schedule(std::int64_t dossier) const; // all there ever were, in their order
  std::vector<InstalmentState>
  instalments(std::int64_t dossier) const; // gone ones as far as something was invoiced of them
  std::vector<InvoicedLine>
  side_costs(std::int64_t dossier) const; // lines that are not for teaching
  void agree_side_costs(
    std::int64_t dossier,
    const std::map<domain::CostNature, domain::Money>& agreed); // in place of what was
  std::map<domain::CostNature, domain::Money>
  agreed_side_costs(std::int64_t dossier) const; // by nature; those of no nature are not in it

  // What a contract is found by, which is made with the key as its seal is.
  std::string identity_of_sealed(const std::string& sealed) const;

private:
  Engine& m_engine;
  const util::Key& m_key;
};

} // namespace myatlas::store
