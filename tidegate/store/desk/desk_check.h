// Looks through a whole desk for what cannot be. Private to this room.
#pragma once

#include "tidegate/base/result.h"
#include "tidegate/store/desk/desk_store.h"
#include "tidegate/store/desk/seal_key.h"
#include "tidegate/store/desk/sql_session.h"

namespace tidegate::store {

// session  in a snapshot. At most 100 problems are told. Errors: those of the database.
Result<DeskCheck> check_desk(SqlSession& session, const SealKey& key);

}  // namespace tidegate::store
