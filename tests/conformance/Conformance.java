/* Validates each PDF named on the command line against PDF/UA-1 with veraPDF, prints what fails and
 * where, and exits with 1 when anything did. */
import java.io.FileInputStream;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public final class Conformance {
  /** Prints one line for each rule that fails, with how often and where first. */
  private static void printFailures(ValidationResult result) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (TestAssertion assertion : result.getTestAssertions()) {
      if (assertion.getStatus() != TestAssertion.Status.FAILED) continue;
      String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
      if (counts.merge(rule, 1, Integer::sum) == 1)
        System.out.println("    " + rule + ": " + assertion.getMessage() + "\n      at "
            + assertion.getLocation().getContext());
    }
    counts.forEach((rule, count) -> System.out.println("    " + rule + ": " + count + " times"));
  }

  private static boolean conforms(String path) throws Exception {
    PDFAFlavour flavour = PDFAFlavour.PDFUA_1;
    try (InputStream file = new FileInputStream(path);
        PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
        PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
      ValidationResult result = validator.validate(parser);
      System.out.println((result.isCompliant() ? "conforms  " : "FAILS     ") + path);
      if (!result.isCompliant()) printFailures(result);
      return result.isCompliant();
    }
  }

  public static void main(String[] paths) {
    Logger.getLogger("").setLevel(Level.SEVERE);
    VeraGreenfieldFoundryProvider.initialise();
    int passed = 0, failed = 0;
    for (String path : paths) {
      boolean good = false;
      try {
        good = conforms(path);
      } catch (Exception problem) {
        System.out.println("FAILS     " + path + "\n    " + problem.getMessage());
      }
      if (good) passed++;
      else failed++;
    }
    System.out.println(passed + " passed, " + failed + " failed");
    System.exit(failed == 0 ? 0 : 1);
  }
}
