#pragma once

#include <map>
#include <string>

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

  // invoice.issuer (issuer, provider), invoice.duplicate (number), invoice.over (amount, left). When there is nothing
  // wrong, the amount is taken from what the dossier has left.
  util::Outcome check(const domain::Invoice& invoice, const domain::FundingRequest& request);

private:
  domain::Money left(const domain::FundingRequest& request);

  const Context& m_context;
  std::map<std::string, std::optional<domain::FundingRequest>> m_dossiers;
  std::map<std::string, domain::Money> m_left;
};

} // namespace myatlas::services
