#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "formats/json/opco_answers.hpp"
#include "formats/json/opco_json.hpp"
#include "gateway/opco_api.hpp"
#include "services/context.hpp"
#include "store/tables/opco_links.hpp"

namespace myatlas::services {

// What a sync changed.
struct SyncReport
{
  struct Change
  {
    std::string subject, from, to; // states, word for word
  };
  std::vector<Change> changes;
  std::int64_t seen = 0;             // at the OPCO
  std::vector<std::string> unlinked; // internal numbers that are not of this store
};

// What to do with an invoice whose sending got no answer.
enum class Unanswered
{
  looked_for, // among the OPCO's invoices, before it is sent again
  sent_again, // the OPCO said that it does not have it
};

// Transmits what the acting CFA has in the store to one OPCO, and takes from there what became of
// it. What was begun and got no answer may have arrived: a contract is looked for among the OPCO's
// dossiers, and an invoice (of that number and amount, not refused) among its invoices before it is
// sent again (opco.unverified (number) where the OPCO does not tell of them), and other things are
// sent again under the same key. What is there already is not sent twice. Every failure of
// gateway::OpcoApi; request.unknown, contract.none, opco.no_dossier (number: its contract was not
// transmitted), opco.no_file (subject), invoice.unknown, certificate.unknown.
class OpcoLink
{
public:
  OpcoLink(const Context& context, gateway::OpcoApi& api, store::OpcoConnection connection);

  Result<domain::Transmission> contract(const std::string& number);
  Result<domain::Transmission> convention(const std::string& number,
                                          const formats::ConventionCosts& costs);
  Result<domain::Transmission> invoice(const std::string& number,
                                       Unanswered unanswered = Unanswered::looked_for);
  // `last_name` of who signed it, where its name does not say which word is which: opco.name_parts
  // (name). certificate.superseded (number, by) of one that another took the place of.
  Result<domain::Transmission> certificate(const std::string& number, const std::string& last_name);
  Result<SyncReport> sync();

private:
  struct Task
  {
    domain::TransmissionKind kind;
    std::string subject;
    std::function<Result<formats::Json>(const std::string& key)> send = {};
    std::function<void(domain::Transmission&, const formats::Json&)> take = {};
    std::function<Result<bool>(domain::Transmission&)> look_for =
      {}; // whether it is there after all
  };
  Result<domain::Transmission> transmit(const Task& task);
  std::optional<domain::Transmission> known_of(domain::TransmissionKind kind,
                                               const std::string& subject) const;
  Task sending(const domain::Contract& contract, const std::string& subject);
  Task sending(domain::TransmissionKind kind, const std::string& subject, const char* place,
               std::vector<gateway::FormPart> parts);
  Result<Task> sending(const domain::Invoice& own);
  Result<formats::Json> send(const domain::Contract& contract, const std::string& key);
  void record(Transaction& write, const domain::Transmission& transmission,
              const std::string& trace) const;
  domain::Transmission begun(const Task& task) const;
  Result<bool> find_there(const Task& task, domain::Transmission& transmission);
  Result<domain::Transmission> send(const Task& task, domain::Transmission transmission);
  void mark_sent(domain::Transmission& transmission) const;
  void forget(const domain::Transmission& transmission, const Error& refused);
  void forget_refused(const domain::Transmission& transmission, const Error& error);

  std::vector<domain::Transmission> links() const;
  Result<formats::OpcoPage> page_of_states(int number);
  Result<formats::OpcoDossier> dossier_numbered(const std::string& internal);
  std::vector<formats::OpcoDossierState>
  unlinked(std::vector<formats::OpcoDossierState> states) const;

  domain::Contract contract_to_send(const domain::FundingRequest& request) const;
  Result<domain::Invoice> own_invoice(const std::string& number) const;
  Result<gateway::FormPart> file_of(const domain::Invoice& invoice) const;
  Result<std::string> bytes_of(const domain::Invoice& invoice) const;
  std::vector<store::InstalmentState> instalments(const std::string& request) const;
  formats::OpcoInvoice document_of(const domain::Invoice& invoice,
                                   const domain::Transmission& dossier) const;
  Result<domain::Certificate> own_certificate(const std::string& number) const;
  Result<domain::Instalment> covered_by(const domain::Certificate& certificate,
                                        const std::string& request) const;
  Result<bool> look_for(const domain::Contract& contract, domain::Transmission& transmission);
  Result<bool> look_for_invoice(const domain::Invoice& invoice, domain::Transmission& transmission);
  Result<std::optional<std::vector<formats::OpcoInvoiceState>>>
  invoice_states(); // nothing: it does not tell
  Result<std::vector<formats::OpcoDossierState>> states();
  Result<domain::Transmission> dossier_at_opco(const std::string& number);
  Outcome sync_dossier(const domain::Transmission& known, const formats::OpcoDossierState& state,
                       SyncReport& report);
  Outcome sync_dossier(const std::vector<domain::Transmission>& known,
                       const formats::OpcoDossierState& state, SyncReport& report);
  Outcome settle_pending();
  Outcome settle_where_pending(const domain::Transmission& transmission);
  Result<formats::Json> get(const std::string& rest);
  Outcome settle(domain::Transmission transmission, const domain::FundingRequest& request);
  Outcome sync_dossiers(SyncReport& report);
  std::optional<domain::FundingRequest> dossier_of(const domain::Transmission& transmission) const;
  Outcome sync_invoices(SyncReport& report);
  void sync_invoices(const std::vector<formats::OpcoInvoiceState>& states, SyncReport& report);
  void sync_invoice(const domain::Transmission& known,
                    const std::vector<formats::OpcoInvoiceState>& states, SyncReport& report);
  std::string path(const std::string& rest) const
  {
    return "/v" + std::to_string(m_connection.version) + rest;
  }
  std::string key_of(domain::TransmissionKind kind, const std::string& subject) const;
  void keep(const domain::Transmission& transmission, const char* what);

  const Context& m_context;
  gateway::OpcoApi& m_api;
  store::OpcoConnection m_connection;
  domain::Siren m_cfa;
};

} // namespace myatlas::services
