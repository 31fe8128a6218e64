package io.residual.benchmark.quality;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/**
 * Labelled sets whose fields are of several kinds, of which there are hardly any with numbers alone
 * published. Argument: the folder with the labelled sets and the folder to write to.
 *
 * <ul>
 *   <li>{@code campaign_categories}: the set {@code campaign} with its categories put back: columns
 *       of 0 and 1 beside each other of which exactly one is 1 in every row are one category.
 *   <li>{@code orders}: made up. The product decides price, weight and words, the country and the
 *       kind of delivery how long it takes. An anomaly breaks one of these relations.
 * </ul>
 */
public final class MixedRows {

  private static final String[] PRODUCTS = {
    "bolt", "drill", "lamp", "paint", "pump", "saw", "tape", "valve"
  };
  private static final String[] COUNTRIES = {"AT", "BE", "DE", "FR", "NL", "PL"};
  private static final String[] WORDS = {"small", "large", "pro", "set"};

  private static final int NORMAL = 6000;
  private static final int ANOMALIES = 300;

  private MixedRows() {}

  /** Writes both sets. */
  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      System.err.println("usage: MixedRows DATA TARGET");
      System.exit(2);
    }
    Path folder = Files.createDirectories(Path.of(args[1]).resolve("tabular"));
    write(folder.resolve("orders.csv.gz"), orders());
    LabelledRows campaign =
        LabelledRows.read(Path.of(args[0]).resolve("tabular/campaign.csv.gz"), Set.of());
    write(folder.resolve("campaign_categories.csv.gz"), categories(campaign));
  }

  private static void write(Path file, List<List<String>> rows) throws IOException {
    try (Writer text =
            new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8);
        CsvWriter csv = CsvWriter.builder().build(text)) {
      rows.forEach(csv::writeRecord);
    }
  }

  private static List<List<String>> orders() {
    Random random = new Random(7);
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < NORMAL + ANOMALIES; i++) {
      rows.add(order(i < NORMAL ? 0 : 1 + i % 5, random));
    }
    Collections.shuffle(rows, random);
    rows.add(
        0,
        List.of(
            "product",
            "country",
            "express",
            "quantity",
            "price",
            "weight",
            "days",
            "text",
            "label"));
    return rows;
  }

  /**
   * An order.
   *
   * @param fault 0 for none; else what disagrees with the rest: 1 the product, 2 the price, 3 the
   *     words, 4 the kind of delivery, 5 the country
   */
  private static List<String> order(int fault, Random random) {
    int product = random.nextInt(PRODUCTS.length);
    int country = random.nextInt(COUNTRIES.length);
    boolean express = random.nextInt(5) == 0 && fault != 5;
    double price = 5 * Math.pow(1.7, product) * (1 + 0.08 * random.nextGaussian());
    double weight = 0.3 * (8 - product) * (1 + 0.08 * random.nextGaussian());
    double days = (express ? 1 : 3 + 0.5 * country) + 0.4 * Math.abs(random.nextGaussian());
    int quantity = 1 + (int) (-3 * Math.log(1 - random.nextDouble()));
    int other = (product + 1 + random.nextInt(PRODUCTS.length - 1)) % PRODUCTS.length;
    int elsewhere = (country + 2 + random.nextInt(3)) % COUNTRIES.length;
    return List.of(
        PRODUCTS[fault == 1 ? other : product],
        COUNTRIES[fault == 5 ? elsewhere : country],
        Boolean.toString(express != (fault == 4)),
        Integer.toString(quantity),
        decimal(fault == 2 ? price * (random.nextBoolean() ? 0.4 : 2.2) : price),
        decimal(weight),
        decimal(days),
        PRODUCTS[fault == 3 ? other : product]
            + ' '
            + WORDS[random.nextInt(WORDS.length)]
            + " order "
            + (100 + random.nextInt(900)),
        fault == 0 ? "0" : "1");
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static List<List<String>> categories(LabelledRows source) {
    int width = source.columns().size();
    int[] ends = new int[width];
    for (int from = 0; from < width; from = ends[from]) {
      ends[from] = Math.max(from + 1, endOfCategory(source, from));
    }
    List<List<String>> rows = new ArrayList<>();
    List<String> header = new ArrayList<>();
    for (int from = 0; from < width; from = ends[from]) {
      header.add(source.columns().get(from));
    }
    header.add("label");
    rows.add(header);
    for (int row = 0; row < source.size(); row++) {
      String[] cells = source.cells()[row];
      List<String> values = new ArrayList<>();
      for (int from = 0; from < width; from = ends[from]) {
        values.add(
            ends[from] == from + 1
                ? cells[from]
                : "v" + Arrays.asList(cells).subList(from, ends[from]).indexOf("1"));
      }
      values.add(source.anomalies()[row] ? "1" : "0");
      rows.add(values);
    }
    return rows;
  }

  /** The end of the longest run of columns from one on that are a category; 0 if none are. */
  private static int endOfCategory(LabelledRows source, int from) {
    boolean[] set = new boolean[source.size()];
    int count = 0;
    int end = 0;
    for (int column = from; column < source.columns().size(); column++) {
      for (int row = 0; row < set.length; row++) {
        String cell = source.cells()[row][column];
        if (!cell.equals("0") && (!cell.equals("1") || set[row])) {
          return end;
        }
        if (cell.equals("1")) {
          set[row] = true;
          count++;
        }
      }
      if (count == set.length && column > from) {
        end = column + 1;
      }
    }
    return end;
  }
}
