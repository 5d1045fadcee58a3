#pragma once

namespace myatlas::domain {

// What the OPCO has to do.
enum class OfficeWork
{
  none,
  open_request,
  decide_request,
  decide_amendment,
  open_invoice,
  decide_invoice,
  pay_invoice,
  refuse_invoice, // one that was accepted, and is above what is owed since
  recover_credit, // the money a credit note gives back
  recover_sum,    // what was paid beyond what is owed
  approve_provider,
  ask_for_proof,
};

const char* to_text(OfficeWork work); // "open_request"…

} // namespace myatlas::domain
