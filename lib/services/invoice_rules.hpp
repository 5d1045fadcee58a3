#pragma once

#include <string>
#include <unordered_map>

#include "domain/invoice.hpp"
#include "services/context.hpp"

namespace myatlas::services {

// The rules between an invoice, its dossier and the invoices before it. One object follows a whole file: what its earlier
// rows take of a dossier counts against the later ones.
class InvoiceRules
{
public:
  explicit InvoiceRules(const Context& context) : m_context(context) {}

  // A dossier the actor sees and that may be invoiced: request.unknown, invoice.request_state (number, state).
  util::Result<domain::FundingRequest> dossier(const std::string& number);
  const domain::FundingRequest* known_dossier(const std::string& number) const;

  // invoice.issuer (issuer, provider), invoice.duplicate (number), invoice.over (amount, left). When there is nothing
  // wrong, the amount is taken from what the dossier has left.
  util::Outcome check(const domain::Invoice& invoice, const domain::FundingRequest& request);

  // The same for an invoice that is known not to be there yet.
  util::Outcome check_new(const domain::Invoice& invoice, const domain::FundingRequest& request);

  // True when dossier() and check_new() need not ask the store.
  bool knows(const std::string& number) const { return m_left.contains(number); }

private:
  domain::Money left(const domain::FundingRequest& request);

  const Context& m_context;
  std::unordered_map<std::string, std::optional<domain::FundingRequest>> m_dossiers;
  std::unordered_map<std::string, domain::Money> m_left;
};

} // namespace myatlas::services
