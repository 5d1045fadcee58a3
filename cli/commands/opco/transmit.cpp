// A CFA's way to the OPCOs: the inter-OPCO API.
#include "operations/opco/transmit.hpp"

#include "commands/opco/commands.hpp"
#include "commands/options.hpp"
#include "request.hpp"
#include "texts/texts.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;
using operations::Answer;

const std::vector<Field> k_transmission_fields = {{"subject", N_("Number")},
                                                  {"opco", N_("OPCO")},
                                                  {"state", N_("Transmission"), Show::state},
                                                  {"external", N_("Number of the dossier there")},
                                                  {"internal", N_("Internal number at the OPCO")},
                                                  {"deca", N_("DECA number")},
                                                  {"remote", N_("State at the OPCO")}};

View transmission_view(const Json& document)
{
  return {document, k_transmission_fields};
}

void bind_opco(CommandLine& line, std::string& opco)
{
  line.option("--opco", opco, "NAME", N_("Connection to use (default: atlas)"));
}

void bind_transmit(CommandLine& line, Kind kind, std::string& number, std::string& opco)
{
  line.argument(kind, number, N_("Its number"));
  bind_opco(line, opco);
}

void bind_transmit_contract(CommandLine& line, operations::TransmitContract& o)
{
  bind_transmit(line, Kind::dossier, o.request, o.opco);
}

constexpr FormOption<operations::TransmitInvoice> k_transmit_invoice_options[] = {
  {"--again", &operations::TransmitInvoice::again,
   N_("Send it again, without looking for it: the OPCO said that it does not have it")},
};

void bind_transmit_invoice(CommandLine& line, operations::TransmitInvoice& o)
{
  bind_transmit(line, Kind::invoice, o.number, o.opco);
  add_options(line, o, k_transmit_invoice_options);
}

constexpr FormOption<operations::TransmitCertificate> k_transmit_certificate_options[] = {
  {"--last-name", &operations::TransmitCertificate::last_name, "NAME",
   N_("Last name of who signed it, when its name is of more than two words")},
};

void bind_transmit_certificate(CommandLine& line, operations::TransmitCertificate& o)
{
  bind_transmit(line, Kind::certificate, o.number, o.opco);
  add_options(line, o, k_transmit_certificate_options);
}

constexpr FormOption<operations::TransmitConvention> k_convention_options[] = {
  {"--teaching-cost", &operations::TransmitConvention::teaching_cost, k_euros_value,
   N_("Teaching cost in all, in euros")},
  {"--first-equipment", &operations::TransmitConvention::first_equipment, k_euros_value,
   N_("First equipment, in euros")},
  {"--meals", &operations::TransmitConvention::meals, k_number_value, N_("Meals in all")},
  {"--nights", &operations::TransmitConvention::nights, k_number_value,
   N_("Nights of lodging in all")},
  {"--signed-on", &operations::TransmitConvention::signed_on, k_day_value,
   N_("Day it was signed, YYYY-MM-DD")},
  {"--mandate", &operations::TransmitConvention::mandate,
   N_("The employer gave the CFA a mandate")},
  {"--certify", &operations::TransmitConvention::certify,
   N_("Both parties signed it, and it says what is transmitted")},
};

void bind_convention(CommandLine& line, operations::TransmitConvention& o)
{
  bind_transmit(line, Kind::dossier, o.request, o.opco);
  add_options(line, o, k_convention_options);
}

void bind_sync(CommandLine& line, operations::SyncOpco& o)
{
  bind_opco(line, o.opco);
}

const std::vector<Field> k_sync_fields = {
  {"number", N_("Number")}, {"from", N_("Before")}, {"to", N_("Now")}};

void note_unlinked(Session& session, const Json& synced)
{
  session.note_that(N_("{0} dossiers at the OPCO, {1} of which are not linked to one here."),
                    synced["seen"].get<std::int64_t>(), synced["unlinked"].size());
}

Result<int> show_sync(Session& session, const Answer& answer)
{
  note_unlinked(session, answer.document);
  return session.show({answer.document, k_sync_fields, "changes"});
}

constexpr Example k_contract_examples[] = {
  {N_("A contract that was sent here, to the OPCO"), "myatlas transmit-contract D20260000001"},
  {N_("To another OPCO"), "myatlas transmit-contract D20260000001 --opco akto -o json"},
};
constexpr Example k_convention_examples[] = {
  {N_("With the document attached to the dossier"),
   "myatlas transmit-convention D20260000001 --teaching-cost 16000 --signed-on 2026-08-28 "
   "--certify"},
  {N_("With meals and first equipment"),
   "myatlas transmit-convention D20260000001 --teaching-cost 16000 --first-equipment 500 --meals "
   "120 --signed-on 2026-08-28 --certify"},
};
constexpr Example k_invoice_examples[] = {
  {N_("With its PDF"), "myatlas transmit-invoice FA-2026-0042"},
  {N_("Its number at the OPCO, for a script"),
   "myatlas transmit-invoice FA-2026-0042 -o json | jq -r .internal"},
};
constexpr Example k_certificate_examples[] = {
  {N_("A certificate of completion"), "myatlas transmit-certificate A2026-0000001"},
  {N_("Answered as JSON"), "myatlas transmit-certificate A2026-0000001 -o json"},
};
constexpr Example k_sync_examples[] = {
  {N_("Every morning, from cron"), "myatlas sync-opco -q"},
  {N_("What changed, for a script"), "myatlas sync-opco --opco akto -o json | jq -c '.changes[]'"},
};

} // namespace

const Command k_transmit_contract = {
  .name = "transmit-contract",
  .group = Group::requests,
  .summary = N_("Transmit a contract to an OPCO (CFA)"),
  .description = N_("Transmits the apprenticeship contract of a dossier by the inter-OPCO API and "
                    "keeps the numbers the OPCO gives it. Sent once: when an answer did not come, "
                    "the OPCO's dossiers are looked through for it before it is sent again. The "
                    "API is reconstructed from public clients of it."),
  .examples = k_contract_examples,
  .declare = asks<operations::k_transmit_contract, bind_transmit_contract, transmission_view>,
  .operation = &operations::k_transmit_contract,
};

const Command k_transmit_convention = {
  .name = "transmit-convention",
  .group = Group::requests,
  .summary = N_("Transmit a training convention to an OPCO (CFA)"),
  .description = N_("Transmits the convention of a dossier whose contract was transmitted: its "
                    "data, and the document of the kind convention that is attached. The API is "
                    "reconstructed from public clients of it."),
  .examples = k_convention_examples,
  .declare = asks<operations::k_transmit_convention, bind_convention, transmission_view>,
  .operation = &operations::k_transmit_convention,
};

const Command k_transmit_invoice = {
  .name = "transmit-invoice",
  .group = Group::invoices,
  .summary = N_("Transmit an invoice to an OPCO (CFA)"),
  .description =
    N_("Transmits an invoice of the CFA, with its lines by instalment and its PDF, on a dossier "
       "whose contract was transmitted. Sent once: when an answer did not come, it is looked for "
       "among the OPCO's invoices before it is sent again; where the OPCO does not tell of them, "
       "ask it, then use --again. The API is reconstructed from public clients of it."),
  .examples = k_invoice_examples,
  .declare = asks<operations::k_transmit_invoice, bind_transmit_invoice, transmission_view>,
  .operation = &operations::k_transmit_invoice,
};

const Command k_transmit_certificate = {
  .name = "transmit-certificate",
  .group = Group::invoices,
  .summary = N_("Transmit a certificate of completion to an OPCO (CFA)"),
  .description = N_("Transmits a certificate of completion as data, for the instalment whose time "
                    "it covers (version 2 of the API; few OPCOs take it). The API is reconstructed "
                    "from public clients of it."),
  .examples = k_certificate_examples,
  .declare = asks<operations::k_transmit_certificate, bind_transmit_certificate, transmission_view>,
  .operation = &operations::k_transmit_certificate,
};

const Command k_sync_opco = {
  .name = "sync-opco",
  .group = Group::requests,
  .summary = N_("Fetch updates from an OPCO (CFA)"),
  .description = N_(
    "Asks an OPCO for the states of the dossiers, page by page, their schedules and the states of "
    "the invoices, and enters what changed into the dossiers' history here. A state that the norm "
    "does not have is kept word for word. The API is reconstructed from public clients of it."),
  .examples = k_sync_examples,
  .declare = asks<operations::k_sync_opco, bind_sync, show_sync>,
  .operation = &operations::k_sync_opco,
};

} // namespace myatlas::cli
