#pragma once

#include "services/upkeep/doctor_host.hpp"
#include "services/upkeep/doctor_mails.hpp"
#include "services/upkeep/doctor_rights.hpp"
#include "services/upkeep/doctor_store.hpp"
#include "services/upkeep/examination.hpp"

// What an installation is looked through for: services judge it, texts say it.
namespace myatlas::operations {

using services::Examination;
using services::Finding;
using services::fine;
using services::Health;
using services::skipped;
using services::wrong;

using services::check_audit;
using services::check_backup;
using services::check_clock;
using services::check_disk;
using services::check_documents;
using services::check_key;
using services::check_rights;
using services::check_schema;
using services::check_server;
using services::check_store;
using services::check_waiting_mails;
using services::check_writable;
using services::has_sent_mails;

} // namespace myatlas::operations
