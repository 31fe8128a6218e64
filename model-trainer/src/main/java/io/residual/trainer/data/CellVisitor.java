package io.residual.trainer.data;

/** Sees the cells of rows that no schema describes yet. */
public interface CellVisitor {

  /** What is known about a cell's type before looking at its text. */
  enum Kind {
    /** A CSV cell: anything. */
    UNTYPED,
    /** A JSON text. */
    TEXT,
    /** A JSON number. */
    NUMBER,
    /** A JSON boolean. */
    BOOLEAN,
    /** A JSON array of numbers; the text is its length. */
    NUMBERS,
    /** Something no field can be: an array of other things. */
    OTHER
  }

  /** There is such a column, whether any row has a cell in it or not. */
  void column(String pointer);

  /** A cell that is neither absent, null nor blank. */
  void cell(String pointer, Kind kind, String text);

  /** The row is over. */
  void endRow();
}
