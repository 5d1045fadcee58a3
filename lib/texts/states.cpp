#include "texts/states.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "texts/texts.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"

namespace myatlas::texts {

namespace {

struct StateWords
{
  std::string_view state;
  const char*
    words; // msgid; "invoice|Paid" where French has another word, or gender, for another noun
  Tone tone = Tone::plain;
};

constexpr StateWords k_state_words[] = {
  // Dossiers
  {"BROUILLON", N_("Draft")},
  {"TRANSMIS", N_("Sent to the OPCO"), Tone::waiting},
  {"EN_COURS_INSTRUCTION", N_("Under review"), Tone::waiting},
  {"INCOMPLET", N_("Incomplete"), Tone::bad},
  {"ENGAGE", N_("request|Accepted"), Tone::good},
  {"REFUSE", N_("request|Refused"), Tone::bad},
  {"ANNULE", N_("Cancelled")},
  {"RUPTURE", N_("Broken off"), Tone::waiting},
  {"SOLDE", N_("Settled"), Tone::good},
  // Invoices and declarations
  {"DEPOSEE", N_("Received"), Tone::waiting},
  {"EN_TRAITEMENT", N_("In hand"), Tone::waiting},
  {"VALIDEE", N_("invoice|Accepted"), Tone::good},
  {"REGLEE", N_("invoice|Paid"), Tone::good},
  {"PAYEE", N_("declaration|Paid"), Tone::good},
  {"REJETEE", N_("invoice|Refused"), Tone::bad},
  {"ANNULEE", N_("invoice|Cancelled")},
  {"CORRIGEE", N_("Corrected")},
  {"to_invoice", N_("To invoice"), Tone::waiting},
  {"invoiced", N_("instalment|Invoiced"), Tone::good},
  {"lost", N_("instalment|Lost"), Tone::bad},
  {"gone", N_("instalment|Taken out")},
  {"invoice", N_("Invoice")},
  {"credit_note", N_("Credit note")},
  // Accounts, mails, batches, transmissions
  {"pending", N_("Pending"), Tone::waiting},
  {"active", N_("Active"), Tone::good},
  {"locked", N_("Locked"), Tone::bad},
  {"approved", N_("provider|Approved"), Tone::good},
  {"refused", N_("request|Refused"), Tone::bad},
  {"closed", N_("Closed")},
  {"waiting", N_("Waiting"), Tone::waiting},
  {"sent", N_("Sent off"), Tone::good},
  {"failed", N_("Failed for good"), Tone::bad},
  {"running", N_("Cut off"), Tone::waiting},
  {"complete", N_("Complete"), Tone::good},
  {"unknown", N_("Unknown"), Tone::waiting},
  // Clocks of the audit
  {"system", N_("the machine's")},
  {"fixed", N_("given"), Tone::waiting},
  {"test", N_("of tests"), Tone::waiting},
  // What happened to them, in nouns, which are of no gender for who reads
  {"create", N_("Creation")},
  {"edit", N_("Change")},
  {"submit", N_("Submission")},
  {"open", N_("Opening")},
  {"ask", N_("Request for documents")},
  {"accept", N_("Acceptance")},
  {"refuse", N_("Refusal")},
  {"reject", N_("Refusal")},
  {"cancel", N_("Cancellation")},
  {"amend", N_("Amendment")},
  {"tripartite", N_("Convention of three parties")},
  {"break-off", N_("Early end")}, // the document that tells of one too
  {"settle", N_("Settlement")},
  {"sync", N_("News from the OPCO")},
  {"recover", N_("Sum recovered")},
  {"accept-amendment", N_("Acceptance of the amendment")},
  {"refuse-amendment", N_("Refusal of the amendment")},
  {"replace-amendment", N_("Amendment in place of the one that waited")},
  {"pay", N_("Payment")},
  {"repay", N_("Repayment")},
  {"reopen", N_("Repayment, some is left to pay")},
  {"draft", N_("Draft")},
  {"correct", N_("Correction")},
  // How it is paid
  {"transfer", N_("Transfer")},
  {"debit", N_("Direct debit")},
  {"cheque", N_("Cheque")},
  {"card", N_("Card")},
  // What an establishment was answered
  {"added", N_("Added"), Tone::good},
  {"already", N_("Already there")},
  {"withheld", N_("Held back"), Tone::waiting},
  {"invalid", N_("Wrong"), Tone::bad},
  {"removed", N_("Taken off")},
  {"absent", N_("Was not there")},
  // Work that waits
  {"open_request", N_("Start the review")},
  {"approve_provider", N_("Check the training provider's identity")},
  {"ask_for_proof", N_("Ask for a proof of the company")},
  {"decide_request", N_("Decide on the request")},
  {"open_invoice", N_("Take the invoice up")},
  {"decide_invoice", N_("Decide on the invoice")},
  {"pay_invoice", N_("Pay the invoice")},
  {"refuse_invoice", N_("Refuse the invoice: it is above what is owed")},
  {"decide_amendment", N_("Decide on the amendment")},
  {"recover_sum", N_("Recover what was paid too much")},
  {"recover_credit", N_("Get the money of the credit note back")},
  // Letters and how they come
  {"agreement", N_("Agreement")},
  {"refusal", N_("Refusal")},
  {"documents-request", N_("Request for documents")},
  {"reminder", N_("Reminder")},
  {"payment-notice", N_("Notice of payment")},
  {"recovery", N_("Request for repayment")},
  {"electronic", N_("Electronic")},
  {"paper", N_("On paper")},
  // Alerts and how often
  {"request-changed", N_("A dossier moves on")},
  {"documents-asked", N_("Documents are asked for")},
  {"invoice-refused", N_("An invoice is refused")},
  {"invoice-paid", N_("An invoice is paid")},
  {"letter-received", N_("A letter arrives")},
  {"deadline-near", N_("A deadline is near")},
  {"news-published", N_("News is published")},
  {"tender-published", N_("A call for tenders is published")},
  {"immediate", N_("At once")},
  {"daily", N_("Every day")},
  {"weekly", N_("Every week")},
  {"never", N_("Never")},
  // Documents of a dossier
  {"quote", N_("Quote")},
  {"convention", N_("Convention")},
  {"programme", N_("Programme")},
  {"cerfa", N_("Cerfa")},
  {"mandate", N_("Mandate")},
  {"kbis", N_("Kbis")},
  {"attendance", N_("Attendance")},
  {"certificate", N_("Certificate")},
  {"expenses", N_("Expenses")},
  {"other", N_("Other")},
  // Accounts: who, and what they may do
  {"member", N_("OPCO member")},
  {"provider", N_("Training provider")},
  {"manager", N_("Manager")},
  {"reader", N_("Reader")},
  {"M", N_("M.")},
  {"MME", N_("Mme")},
  {"261-4-4a", N_("CGI, article 261, 4, 4° a")},
  {"293b", N_("CGI, article 293 B")},
  // Trainings: how they are funded, held and certified
  {"pdc", N_("skills development plan")},
  {"apprenticeship", N_("apprenticeship")},
  {"professionnalisation", N_("professionalisation contract")},
  {"proa", N_("retraining or promotion by alternation (Pro-A)")},
  {"bilan", N_("skills assessment (bilan de compétences)")},
  {"vae", N_("recognition of prior experience (VAE)")},
  {"afest", N_("training at the workplace (AFEST)")},
  {"presentiel", N_("in person")},
  {"distanciel", N_("remotely")},
  {"mixte", N_("both (in person and remotely)")},
  {"training", N_("training")},
  {"final", N_("Final")},
  {"intermediate", N_("Intermediate")},
  // What is paid
  {"PEDAGOGIE", N_("Teaching")},
  {"PREMIEREQUIPEMENT", N_("First equipment")},
  {"MOBILITE", N_("Mobility")},
  {"HEBERGEMENT", N_("Lodging")},
  {"RESTAURATION", N_("Meals")},
  {"MAJORATION_RQTH", N_("Supplement for a disabled worker (RQTH)")},
  // Publications and files
  {"news", N_("News item")},
  {"study", N_("Study")},
  {"tender", N_("Call for tenders")},
  {"companies", N_("Companies")},
  {"establishments", N_("Establishments")},
  {"employees", N_("Employees")},
  {"requests", N_("Requests")},
  {"invoices", N_("Invoices")},
  {"payrolls", N_("Payrolls")},
  {"contracts", N_("Contracts")},
  {"certifications", N_("Certifications")},
};

const StateWords* find(const std::string& state)
{
  return util::find_by(k_state_words, std::string_view(state), &StateWords::state);
}

struct EventCommand
{
  std::string_view noun, event, command;
};

constexpr EventCommand k_commands[] = {
  {"request", "edit", "edit-request"},
  {"request", "submit", "submit-request"},
  {"request", "complete", "complete-request"},
  {"request", "cancel", "cancel-request"},
  {"request", "open", "admin open-request"},
  {"request", "ask", "admin ask-documents"},
  {"request", "accept", "admin accept-request"},
  {"request", "refuse", "admin refuse-request"},
  {"request", "settle", "admin settle-request"},
  {"request", "break-off", "admin break-off-request"},
  {"invoice", "open", "admin open-invoice"},
  {"invoice", "accept", "admin accept-invoice"},
  {"invoice", "reject", "admin reject-invoice"},
  {"invoice", "pay", "admin pay-invoice"},
  {"invoice", "cancel", "cancel-invoice"},
};

} // namespace

std::string each_told(std::string_view codes,
                      const std::function<std::string(const std::string&)>& told)
{
  std::string list;
  for (const std::string_view code : util::split(codes, ',')) {
    const std::string one = told(std::string(util::trim(code)));
    list += (list.empty() || one.empty() ? "" : ", ") + one;
  }
  return list;
}

namespace {

std::string command_of(std::string_view noun, const std::string& event)
{
  const auto does = [&](const EventCommand& one) { return one.noun == noun && one.event == event; };
  const auto found = std::ranges::find_if(k_commands, does);
  return found == std::end(k_commands) ? "" : std::string(found->command);
}

} // namespace

std::string commands_of(std::string_view noun, std::string_view events)
{
  return each_told(events, [&](const std::string& event) { return command_of(noun, event); });
}

std::string words_of(const Texts& texts, const std::string& state)
{
  const StateWords* found = find(state);
  const std::string words = found == nullptr ? state : texts.tr(found->words);
  const std::size_t noun = words.find('|');
  return noun == words.npos ? words : words.substr(noun + 1);
}

std::string in_words(const Texts& texts, const std::string& state)
{
  const std::string words = words_of(texts, state);
  const bool is_same = util::to_lower(words) == util::to_lower(state);
  return is_same ? state : fmt::format("{} ({})", words, state);
}

Tone tone_of(const std::string& state)
{
  const StateWords* found = find(state);
  return found == nullptr ? Tone::plain : found->tone;
}

} // namespace myatlas::texts
