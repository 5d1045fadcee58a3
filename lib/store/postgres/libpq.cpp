#include "store/postgres/libpq.hpp"

#include "util/loaded_libraries.hpp"
#include "util/shared_library.hpp"
#include "util/try.hpp"

namespace myatlas::store::postgres {

namespace {

void find_connecting(const util::SharedLibrary& shared, Libpq& l)
{
  shared.find("PQconninfoParse", l.parse_url);
  shared.find("PQconndefaults", l.defaults);
  shared.find("PQconninfoFree", l.free_options);
  shared.find("PQconnectdbParams", l.connect);
  shared.find("PQconnectStartParams", l.begin_connect);
  shared.find("PQconnectPoll", l.go_on_connecting);
  shared.find("PQfinish", l.finish);
  shared.find("PQreset", l.reset);
  shared.find("PQstatus", l.status);
  shared.find("PQtransactionStatus", l.transaction);
  shared.find("PQsocket", l.socket);
  shared.find("PQserverVersion", l.server_version);
  shared.find("PQlibVersion", l.library_version);
  shared.find("PQparameterStatus", l.parameter);
  shared.find("PQerrorMessage", l.error);
  shared.find("PQsetErrorVerbosity", l.set_verbosity);
  shared.find("PQsetNoticeReceiver", l.set_notice_receiver);
}

void find_asking(const util::SharedLibrary& shared, Libpq& l)
{
  shared.find("PQexec", l.exec);
  shared.find("PQprepare", l.prepare);
  shared.find("PQexecParams", l.exec_params);
  shared.find("PQexecPrepared", l.exec_prepared);
  shared.find("PQsendQueryParams", l.send_params);
  shared.find("PQsetSingleRowMode", l.single_rows);
  shared.find("PQgetResult", l.next_result);
  shared.find("PQputCopyData", l.put_copy);
  shared.find("PQputCopyEnd", l.end_copy);
}

void find_answers(const util::SharedLibrary& shared, Libpq& l)
{
  shared.find("PQresultStatus", l.result_status);
  shared.find("PQresultErrorField", l.error_field);
  shared.find("PQclear", l.clear);
  shared.find("PQfreemem", l.free);
  shared.find("PQntuples", l.rows);
  shared.find("PQnfields", l.columns);
  shared.find("PQftype", l.type);
  shared.find("PQgetisnull", l.is_null);
  shared.find("PQgetvalue", l.value);
  shared.find("PQgetlength", l.length);
  shared.find("PQcmdTuples", l.changed);
}

util::Result<Libpq> find_libpq()
{
  TRY_ASSIGN(const auto shared, util::SharedLibrary::open(util::k_pq_library, "store.no_libpq"));
  Libpq library;
  find_connecting(shared, library);
  find_asking(shared, library);
  find_answers(shared, library);
  return library;
}

} // namespace

util::Result<const Libpq*> load_libpq()
{
  return util::load_once<find_libpq>();
}

} // namespace myatlas::store::postgres
