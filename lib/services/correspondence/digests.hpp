#pragma once

#include "services/context.hpp"

namespace myatlas::services {

// Mails what waits for a digest: every day, or once a week; deadlines of the week to come are among
// it. How many mails.
int send_digests(const Context& context, const domain::RateTable& rates);

} // namespace myatlas::services
