#pragma once

#include <functional>

#include "operations/host_store.hpp"
#include "services/notices/mails.hpp"
#include "texts/errors.hpp"

// Mails that wait are handed over by the host, once or again and again.
namespace myatlas::operations {

using services::Delivery;
using services::DeliveryWitness;
using store::OutboxMail;

// What became of the mails of all looks so far; of those that wait, as they were at the last one.
struct MailSums
{
  int digests = 0;
  Delivery delivery;
};

// How mails are sent.
struct MailRun
{
  DeliveryWitness witness;
  // Over the way of the settings, in the store that is open.
  std::function<Delivery(const DeliveryWitness&)> deliver;
  bool retries_failed = false; // those that failed for good
};

// Makes the digests that are due and sends what waits; what this look came to. The store is opened
// each time: another may have been put in its place.
Result<Delivery> send_due_mails(const HostStore& host, const MailRun& run, MailSums& sums);

// What passes by itself: a lock that is held long, a restore that is under way.
bool passes(const Errors& errors);

// The same before anything was sent: a store that is not there yet is waited for by nobody.
bool passes_at_first(const Errors& errors);

// Settings that are wrong stop everything before the first mail.
texts::Status status_of(const Delivery& delivery);

} // namespace myatlas::operations
