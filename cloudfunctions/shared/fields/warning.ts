export interface Warning {
  /** The field whose text is doubted. */
  field: string;
  code: WarningCode;
  /** The field that it was compared with, where two contradict each other: which is wrong is open. */
  with?: string;
  /** What was read, where the field itself could not hold it. */
  text?: string;
  /**
   * Where exactly one look-alike reading is likely (`2O18-07-06`, `CI`), that one, as a person
   * would type it: for the user to accept or not.
   */
  suggestion?: string;
}

/** What is wrong with a text, whatever field it stands in. */
export type Doubt = Omit<Warning, 'field'>;

export type WarningCode =
  | 'UNREADABLE'
  | 'VIN_FORMAT'
  | 'VIN_CHECK_DIGIT'
  | 'PLATE_FORMAT'
  | 'PLATE_MISMATCH'
  | 'ID_FORMAT'
  | 'ID_CHECK_DIGIT'
  | 'BIRTH_DATE_MISMATCH'
  | 'SEX_MISMATCH'
  | 'DATE_IN_FUTURE'
  | 'DATE_ORDER'
  | 'EXPIRED'
  | 'CAR_CLASS_UNKNOWN'
  | 'VEHICLE_TYPE_UNKNOWN'
  | 'USE_CHARACTER_UNKNOWN'
  | 'MASS_ORDER'
  | 'MASKED'
  | 'UNUSUAL_TEXT';
